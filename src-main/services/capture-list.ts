import type { Clock } from '@shared/base/clock'
import { childSignal } from '@shared/base/abort'
import { isCancelled } from '@shared/base/errors'
import type { CaptureInfo, CaptureList } from '@shared/model/capture'
import type { CaptureStore } from '../captures/store'
import type { BudgetFile } from './budget-file'

/** A view is told of changes at most this often, ms: what is recorded grows all the time. */
const interval = 1000
/** The folder is looked at this often although the store knows of no change, ms: others may put captures into it. */
const wholeInterval = 15_000

/** The list of captures for a view: now, and whenever it changes. The folder is read only when something came or went. */
export async function* watchCaptures(
  { store, budget, clock }: { readonly store: CaptureStore; readonly budget: BudgetFile; readonly clock: Clock },
  signal: AbortSignal
): AsyncGenerator<CaptureList, void, void> {
  const { catalogue } = store
  let seen = -1
  let readAt = -Infinity
  let whole: readonly CaptureInfo[] = []
  let sent = ''
  for (;;) {
    if (catalogue.version !== seen || clock.now() - readAt >= wholeInterval) {
      seen = catalogue.version
      readAt = clock.now()
      whole = await store.list()
    } else if (whole.some(({ status }) => status === 'recording')) whole = renewed(whole, await catalogue.recording())
    const told = budget.budget
    const list = { captures: [...whole], budget: told }
    const text = JSON.stringify(list)
    if (text !== sent) {
      sent = text
      yield list
    }
    await clock.sleep(interval, signal)
    const isQuiet = catalogue.version === seen && budget.budget === told
    if (isQuiet && !whole.some(({ status }) => status === 'recording'))
      await changeOr(wholeInterval, { catalogue, budget, clock }, signal)
  }
}

function renewed(captures: readonly CaptureInfo[], recording: readonly CaptureInfo[]): readonly CaptureInfo[] {
  const byId = new Map(recording.map(info => [info.id, info]))
  return captures.map(info => byId.get(info.id) ?? info)
}

/** Resolves at the next change, or after `milliseconds`. @throws `cancelled` when the signal aborts. */
async function changeOr(
  milliseconds: number,
  { catalogue, budget, clock }: { catalogue: CaptureStore['catalogue']; budget: BudgetFile; clock: Clock },
  signal: AbortSignal
): Promise<void> {
  const waiting = childSignal(signal)
  const quiet = (wait: Promise<void>): Promise<void> =>
    wait.then(
      () => waiting.abort(),
      error => {
        if (!isCancelled(error)) throw error
      }
    )
  await Promise.all([
    quiet(clock.sleep(milliseconds, waiting.signal)),
    quiet(catalogue.whenChanged(waiting.signal)),
    quiet(budget.whenChanged(waiting.signal))
  ])
  signal.throwIfAborted()
}
