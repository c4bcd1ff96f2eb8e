import type { Clock } from '@shared/base/clock'
import { asSignalboxError, isCancelled } from '@shared/base/errors'
import { beyondBudget } from '../captures/retention'
import type { CaptureStore } from '../captures/store'
import type { Journal } from '../pipeline/journal'
import type { BudgetFile } from './budget-file'

export interface BudgetKeeperOptions {
  readonly store: CaptureStore
  /** @throws SignalboxError `busy` when somebody needs the capture. */
  readonly refuse: (capture: string) => void
  readonly budget: Pick<BudgetFile, 'budget' | 'whenChanged'>
  readonly journal: Journal
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** What is being recorded grows meanwhile, and days pass. */
const interval = 60_000

/**
 * Removes what is beyond the budget, and says so in the journal: at the start, every minute, and whenever a capture is
 * complete or the budget is another. What is being read, exported or replayed is tried again the next time. Settles when the signal
 * has aborted and nothing is under way.
 */
export async function keepBudget(options: BudgetKeeperOptions): Promise<void> {
  const { store, refuse, budget, journal, clock, signal } = options
  let checking: Promise<void> | undefined
  let again = false
  let told = ''

  async function check(): Promise<void> {
    const captures = await store.list()
    for (const id of beyondBudget(captures, budget.budget, clock.now())) {
      if (signal.aborted) return
      const { label = id } = captures.find(capture => capture.id === id) ?? {}
      if (await remove(id))
        journal.add('', label, { kind: 'recording', time: clock.now(), capture: id, phase: 'expired' })
    }
  }

  async function remove(id: string): Promise<boolean> {
    try {
      refuse(id)
      await store.remove(id)
      return true
    } catch (error) {
      const { code } = asSignalboxError(error)
      // Somebody looks at it, or has removed it already.
      if (code === 'busy' || code === 'not-found') return false
      throw error
    }
  }

  async function run(): Promise<void> {
    do {
      again = false
      await check().catch(report)
    } while (again && !signal.aborted)
  }

  /** Calls while one is under way are joined into one more. */
  function look(): void {
    if (checking) again = true
    else checking = run().finally(() => (checking = undefined))
  }

  /** Once, not every minute. */
  function report(error: unknown): void {
    if (isCancelled(error)) return
    const { code, message, remedy } = asSignalboxError(error)
    if (message === told) return
    told = message
    journal.add('', 'engine', { kind: 'fault', time: clock.now(), place: 'budget', code, message, remedy })
  }

  /** Waits again at once: what changes during a look is looked at too. */
  async function lookAfter(wait: () => Promise<void>): Promise<void> {
    try {
      for (;;) {
        await wait()
        look()
      }
    } catch (error) {
      if (!isCancelled(error)) throw error
    }
  }

  look()
  await Promise.all([
    lookAfter(() => clock.sleep(interval, signal)),
    lookAfter(() => store.catalogue.whenChanged(signal)),
    lookAfter(() => budget.whenChanged(signal))
  ])
  await checking
}
