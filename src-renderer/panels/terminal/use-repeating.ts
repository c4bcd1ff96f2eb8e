import { onScopeDispose, reactive } from 'vue'
import { systemClock, type Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'

/** Counts from 1: at once, and then whenever `every` ms have passed since the one before was dealt with. */
export async function* beats(
  every: number,
  signal: AbortSignal,
  clock: Clock
): AsyncGenerator<number, void, undefined> {
  for (let count = 1; !signal.aborted; count++) {
    yield count
    await clock.sleep(every, signal)
  }
}

/** Things done again and again until they are stopped, fail, or the calling component goes. */
export function useRepeating(clock: Clock = systemClock): {
  /** How often each has been done; only those that go on. */
  readonly counts: ReadonlyMap<number, number>
  start(id: number, every: number, act: () => Promise<boolean>): void
  stop(id: number): void
  stopAll(): void
} {
  const counts = reactive(new Map<number, number>())
  const running = new Map<number, AbortController>()

  function stop(id: number): void {
    running.get(id)?.abort()
    running.delete(id)
    counts.delete(id)
  }

  async function run(
    id: number,
    controller: AbortController,
    every: number,
    act: () => Promise<boolean>
  ): Promise<void> {
    try {
      for await (const count of beats(every, controller.signal, clock)) {
        if (!(await act())) break
        if (controller.signal.aborted) return
        counts.set(id, count)
      }
    } catch (error) {
      if (!isCancelled(error)) throw error
    }
    if (running.get(id) === controller) stop(id)
  }

  function stopAll(): void {
    for (const id of [...running.keys()]) stop(id)
  }
  onScopeDispose(stopAll)
  return {
    counts,
    start(id, every, act) {
      stop(id)
      const controller = new AbortController()
      running.set(id, controller)
      counts.set(id, 0)
      void run(id, controller, every, act)
    },
    stop,
    stopAll
  }
}
