import type { Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'
import { coroutine } from '@shared/flow/coroutine'
import type { Problem } from '@shared/model/session'
import type { EngineChild, EngineExit } from './engine-child'
import { aliveInterval, type EngineMessage, type EngineOptions, type LogLevel } from './engine-protocol'
import { deathsToTrip, restartDelays, type RestartDelay } from './restart-delays'

/** How long a stopping engine may take to complete its captures before it is ended, ms. */
const stopPatience = 15_000
/** How long an engine may take until it answers calls before it is taken for stuck, ms. Recovering captures takes time. */
const startPatience = 120_000
/**
 * A ready engine that was not heard of in so many waits of `aliveInterval` hangs. Waits of this process are counted, not
 * time: after a suspend, or while this process itself is held up, no wait ends, so neither costs a healthy engine its life.
 */
export const silentWaits = 5

export interface SupervisorOptions<Child extends EngineChild> {
  spawn(): Child
  readonly options: EngineOptions
  readonly clock: Clock
  log(level: LogLevel, text: string): void
}

export interface Supervisor<Child extends EngineChild> {
  /** The engine, while it answers calls; else null. */
  readonly engine: Child | null
  /** Called with every engine as it becomes ready, and at once with the one that is. */
  onReady(listener: (engine: Child) => void): void
  /** Called when the first engine says that it cannot start, nor could another: none is started any more. */
  onRefused(listener: (problem: Problem) => void): void
  /** Stops this engine cleanly and starts another: a new build is there. */
  restart(): void
  /** Stops cleanly within a bounded time, then by force; resolves when the process is gone. */
  stop(): Promise<void>
  /** Ends everything at once. */
  kill(): void
}

/** Starts the engine, and another whenever one dies, until it is stopped. */
export function supervise<Child extends EngineChild>(settings: SupervisorOptions<Child>): Supervisor<Child> {
  const { clock, log } = settings
  const stopping = new AbortController()
  const delays = coroutine<number, RestartDelay>('restart delays', restartDelays)
  const readyListeners: ((engine: Child) => void)[] = []
  const refusedListeners: ((problem: Problem) => void)[] = []
  let engine: Child | null = null
  let current: Child | null = null
  let wasReady = false
  let asked = false
  let heardOf = false
  let refusal: Problem | undefined

  /** One engine from its start to its end. */
  async function life(): Promise<EngineExit> {
    const child = spawned()
    if (!child) return { code: null, signal: null }
    current = child
    const over = new AbortController()
    const starting = new AbortController()
    const exit = new Promise<EngineExit>(resolve => child.onExit(resolve))
    child.onMessage(message => {
      if (!heard(child, message)) return
      starting.abort()
      void watchOver(child, over.signal)
    })
    // What was asked for at the start is opened once; later the engine itself knows what was open.
    const { options } = settings
    child.tell({ type: 'start', options: wasReady ? { ...options, open: [], resume: true } : options })
    void killAfter(child, startPatience, starting.signal)
    const how = await exit
    starting.abort()
    over.abort()
    engine = null
    current = null
    return how
  }

  function spawned(): Child | null {
    try {
      return settings.spawn()
    } catch (error) {
      log('error', `The engine cannot be started: ${error instanceof Error ? error.message : String(error)}`)
      return null
    }
  }

  /** Whether the child has become ready with this message. */
  function heard(child: Child, message: EngineMessage): boolean {
    if (message.type === 'log') log(message.level, message.text)
    if (message.type === 'refused') refuse(message.problem)
    if (child !== current) return false
    heardOf = true
    if (message.type !== 'ready' || engine === child || stopping.signal.aborted) return false
    wasReady = true
    engine = child
    for (const listener of readyListeners) listener(child)
    return true
  }

  function refuse(problem: Problem): void {
    // One that has run before is tried again: whoever took its folder meanwhile may leave.
    if (wasReady) return log('error', `${problem.message}. ${problem.remedy}`)
    refusal = problem
    stopping.abort()
    for (const listener of refusedListeners) listener(problem)
  }

  /** Ends the ready child when it gives no sign of life any more. */
  async function watchOver(child: Child, signal: AbortSignal): Promise<void> {
    let silent = 0
    while (silent < silentWaits) {
      heardOf = false
      if (!(await slept(aliveInterval, signal))) return
      // One that was asked to stop has its own patience.
      if (engine !== child) return
      silent = heardOf ? 0 : silent + 1
    }
    log('error', `The engine has given no sign of life for ${(silentWaits * aliveInterval) / 1000} s and is ended.`)
    child.kill()
  }

  /** Ends the child by force unless the signal aborts first. */
  async function killAfter(child: Child, patience: number, signal: AbortSignal): Promise<void> {
    if (await slept(patience, signal)) {
      log('error', `The engine did not answer for ${patience / 1000} s and is ended.`)
      child.kill()
    }
  }

  async function slept(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    try {
      await clock.sleep(milliseconds, signal)
      return true
    } catch (error) {
      if (isCancelled(error)) return false
      throw error
    }
  }

  async function lives(): Promise<void> {
    while (!stopping.signal.aborted) {
      const born = clock.now()
      const exit = await life()
      if (stopping.signal.aborted) return
      if (asked) {
        asked = false
        continue
      }
      const { delay, tripped } = delays.send(clock.now() - born)
      const how = exit.signal ? `ended by ${exit.signal}` : `exited with code ${exit.code ?? 'unknown'}`
      const when = delay === 0 ? 'at once' : `in ${delay / 1000} s`
      const what = tripped ? `, ${deathsToTrip} or more times in a row; the next attempt is` : '; it is started again'
      log(tripped ? 'error' : 'warn', `The engine ${how}${what} ${when}.`)
      await slept(delay, stopping.signal)
    }
  }
  const finished = lives()

  /** Asks the child to stop; ends it when it takes too long. */
  function askToStop(child: Child): void {
    const over = new AbortController()
    child.onExit(() => over.abort())
    child.tell({ type: 'shutdown' })
    void killAfter(child, stopPatience, over.signal)
  }

  return {
    get engine() {
      return engine
    },
    onReady(listener) {
      readyListeners.push(listener)
      if (engine) listener(engine)
    },
    onRefused(listener) {
      refusedListeners.push(listener)
      if (refusal) listener(refusal)
    },
    restart() {
      if (!current || asked) return
      asked = true
      engine = null
      askToStop(current)
    },
    stop() {
      if (!stopping.signal.aborted) {
        stopping.abort()
        engine = null
        if (current) askToStop(current)
      }
      return finished
    },
    kill() {
      stopping.abort()
      current?.kill()
    }
  }
}
