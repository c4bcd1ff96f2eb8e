import { childSignal, type ChildSignal } from '../base/abort'
import { systemClock, type Clock } from '../base/clock'
import { isCancelled, SignalboxError, suppress, suppressedErrors } from '../base/errors'
import type { Source } from './types'

/** How long an operator waits for its sources to end, before it names the stuck ones instead of hanging. */
export interface Patience {
  /** Milliseconds; 1,000 when left out. */
  readonly patience?: number
  readonly clock?: Clock
}

/** One call of a source, with a signal of its own, owned by the operator that reads it by hand. */
export interface Child<T> {
  readonly name: string
  readonly signal: AbortSignal
  /** Pulls; the first pull calls the source. Never two at a time. */
  next(): Promise<IteratorResult<T, unknown>>
}

/** The calls of sources an operator owns: who calls `next` owes `return`, and here it is paid, once for each. */
export interface Children {
  /** Costs nothing: the source is called at the first `next`. */
  open<T>(name: string, source: Source<T>): Child<T>
  /**
   * Ends every child: aborts its signal (which alone wakes a parked one), returns its iterator unless that ended by
   * itself, and waits for all at once. Cancellation is what was asked for, so it is no error here. Twice is harmless.
   * @throws `timeout` naming those that did not end in time, or the first error of the others; the rest is attached.
   */
  end(): Promise<void>
}

interface OwnedChild {
  readonly name: string
  /** Answers what went wrong while it ended. */
  end(reason: unknown): Promise<readonly unknown[]>
}

const patienceByDefault = 1000

/** The children of `operator` (its name, for messages). They end with `parent`, on which this leaves one listener until `end`. */
export function children(operator: string, parent: AbortSignal, options: Patience = {}): Children {
  const { patience = patienceByDefault, clock = systemClock } = options
  const family = childSignal(parent)
  const owned: OwnedChild[] = []
  let ending: Promise<void> | undefined

  async function endAll(): Promise<void> {
    const errors: unknown[] = []
    const alive = new Set(owned)
    // One for all: by default every `abort` makes an error of its own, with its stack.
    const reason = new SignalboxError('cancelled', `${operator} has ended`)
    const ended = owned.map(async child => {
      errors.push(...(await child.end(reason)))
      alive.delete(child)
    })
    family.abort(reason)
    await untilSettled(ended, patience, clock)
    if (alive.size > 0) {
      const names = [...alive].map(child => child.name).join(', ')
      errors.unshift(new SignalboxError('timeout', `${operator}: ${names} did not end within ${patience} ms`))
    }
    if (errors.length > 0) throw suppress(errors[0], errors.slice(1))
  }

  return {
    open(name, source) {
      const child = openChild(name, source, family.signal)
      owned.push(child)
      return child
    },
    end: () => (ending ??= endAll())
  }
}

function openChild<T>(name: string, source: Source<T>, parent: AbortSignal): Child<T> & OwnedChild {
  const own: ChildSignal = childSignal(parent)
  let iterator: AsyncIterator<T, unknown> | undefined
  let pending: Promise<unknown> | undefined
  let over = false
  let late: readonly unknown[] = []

  return {
    name,
    signal: own.signal,
    async next() {
      try {
        iterator ??= source(own.signal)[Symbol.asyncIterator]()
        const pulled = iterator.next()
        pending = pulled
        const result = await pulled
        if (result.done) over = true
        return result
      } catch (error) {
        over = true
        // Whoever pulled may not look any more, and then it would be lost.
        if (own.signal.aborted) late = troubles(error)
        throw error
      }
    },
    async end(reason) {
      own.abort(reason)
      if (!iterator || over) return late
      // Called before the pending pull is awaited: an iterator that is not a generator may need it to let go.
      const returned = giveBack(iterator)
      const outcomes = await Promise.allSettled([returned, pending])
      return outcomes.flatMap(outcome => (outcome.status === 'rejected' ? troubles(outcome.reason) : []))
    }
  }
}

async function giveBack(iterator: AsyncIterator<unknown, unknown>): Promise<void> {
  await iterator.return?.()
}

/** What is wrong with an ending: not that it was cancelled, which was asked for, but what came with it. */
function troubles(error: unknown): readonly unknown[] {
  return isCancelled(error) ? suppressedErrors(error) : [error]
}

/** Resolves when all have settled, or after `patience`; its timer does not outlive it. */
async function untilSettled(promises: readonly Promise<void>[], patience: number, clock: Clock): Promise<void> {
  if (promises.length === 0) return
  const timer = new AbortController()
  await new Promise<void>(resolve => {
    void Promise.all(promises).then(() => resolve())
    clock.sleep(patience, timer.signal).then(resolve, () => resolve())
  })
  timer.abort('all have ended')
}
