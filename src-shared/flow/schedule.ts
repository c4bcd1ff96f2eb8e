import type { Clock } from '../base/clock'
import { SignalboxError } from '../base/errors'

export type TaskState = 'waiting' | 'running' | 'completed' | 'cancelled' | 'failed'

/** A synchronous generator on the scheduler; each `yield` says "somebody else may go on". */
export interface Task<R> {
  readonly name: string
  readonly state: TaskState
  /** How often it was let go on. */
  readonly steps: number
  /**
   * What the generator returns; rejects with what it throws, or with `cancelled`. Need not be listened to: the state
   * tells too.
   */
  readonly done: Promise<R>
  /** Runs its `finally` blocks (`return()`), which may yield as well. Harmless when it has ended. */
  cancel(): void
  /** Raises `error` where it is suspended (`throw()`); a task that catches it goes on. Harmless when it has ended. */
  fail(error: unknown): void
}

/** Shares one thread among many tasks. */
export interface Scheduler {
  add<R>(name: string, task: Generator<unknown, R, void>): Task<R>
  /** Those that have not ended, in their order of turns. */
  readonly tasks: readonly Task<unknown>[]
  /** Cancels all; resolves when the last has ended. */
  stop(): Promise<void>
}

export interface ScheduleOptions {
  readonly clock: Clock
  /** Gives the thread back and resolves after timers and input have had their turn, e.g. `setImmediate` as a promise. */
  readonly yieldToEventLoop: () => Promise<void>
  /**
   * Milliseconds of work between two yields to the event loop; 4 when left out, which is how long a fast serial port
   * can go unread. A single step that takes longer cannot be cut short.
   */
  readonly budget?: number
}

interface Turnable<R> extends Task<R> {
  /** Lets it go on by one step; does nothing once it has ended. */
  turn(): void
}

type Wish = { readonly kind: 'cancel' } | { readonly kind: 'fail'; readonly error: unknown }

// Ends a slice also under a clock that stands still (a manual one); far more than fit into 4 ms of real work.
const mostStepsInSlice = 65_536

/**
 * A cooperative scheduler: one step of each task in turn, the next slice going on where the last one stopped, so none
 * starves. Nothing runs while there are no tasks, and no task runs inside `add`.
 */
export function schedule(options: ScheduleOptions): Scheduler {
  const { clock, yieldToEventLoop, budget = 4 } = options
  let line: Turnable<unknown>[] = []
  let position = 0
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    for (;;) {
      // Before the first slice too, so that `add` runs nothing.
      await yieldToEventLoop()
      const until = clock.now() + budget
      let steps = 0
      do {
        if (position >= line.length) {
          position = 0
          line = line.filter(entry => entry.state === 'waiting')
          if (line.length === 0) {
            running = undefined
            return
          }
        }
        line[position].turn()
        position++
      } while (clock.now() < until && ++steps < mostStepsInSlice)
    }
  }

  return {
    add(name, generator) {
      const task = makeTask(name, generator)
      line.push(task)
      running ??= run()
      return task
    },
    get tasks() {
      return line.filter(entry => entry.state === 'waiting' || entry.state === 'running')
    },
    async stop() {
      for (const entry of line) entry.cancel()
      await running
    }
  }
}

function makeTask<R>(name: string, generator: Generator<unknown, R, void>): Turnable<R> {
  let state: TaskState = 'waiting'
  let steps = 0
  let wish: Wish | undefined
  let cancelling = false
  let resolve: (value: R) => void
  let reject: (error: unknown) => void
  const done = new Promise<R>((onResult, onError) => {
    resolve = onResult
    reject = onError
  })
  done.catch(() => undefined)

  const over = (): boolean => state !== 'waiting' && state !== 'running'

  function advance(): IteratorResult<unknown, R> | undefined {
    const due = wish
    wish = undefined
    if (due?.kind === 'fail') return generator.throw(due.error)
    if (due?.kind !== 'cancel') return generator.next()
    cancelling = true
    // `return()` answers done with whatever it was given, or a `yield` of a `finally` block, which then has its turns.
    const result = (generator as Generator<unknown, R | undefined, void>).return(undefined)
    return result.done ? undefined : result
  }

  function turn(): void {
    if (over()) return
    state = 'running'
    steps++
    try {
      const result = advance()
      if (result && !result.done) {
        state = 'waiting'
      } else if (cancelling || !result) {
        state = 'cancelled'
        reject(new SignalboxError('cancelled', `${name} was cancelled`))
      } else {
        state = 'completed'
        resolve(result.value)
      }
    } catch (error) {
      state = 'failed'
      reject(error)
    }
  }

  return {
    name,
    get state() {
      return state
    },
    get steps() {
      return steps
    },
    done,
    cancel() {
      if (!over() && !cancelling) wish = { kind: 'cancel' }
    },
    fail(error) {
      if (!over() && wish?.kind !== 'cancel') wish = { kind: 'fail', error }
    },
    turn
  }
}
