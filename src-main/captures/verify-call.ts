import { judged, type Verification, type VerifyRequest } from '@shared/model/verification'
import type { MakerPlace } from './decode-call'
import { runMaker } from './making/run-maker'
import { runningCall } from './running-call'
import type { StoreThread } from './store-thread'

export interface VerifyPlace extends MakerPlace {
  readonly thread: StoreThread
}

/** What of the time decoding again takes. */
const deepShare = 0.7

/** Checks a capture on the store's thread; decoding it again, which takes a core, happens on a thread of its own. */
export async function* verifyCapture(
  { thread, maker, folder }: VerifyPlace,
  { capture, deep }: VerifyRequest,
  signal: AbortSignal
): AsyncGenerator<number, Verification, void> {
  const share = deep ? deepShare : 0
  const checks = runningCall(thread, { name: 'verify', request: { capture } }, signal)
  const checked = yield* scaled(checks, 0, 1 - share)
  if (!deep || checked.verdict === 'damaged') return checked
  const comparing = runMaker<'compare'>(maker, { kind: 'compare', folder, capture }, signal)
  const compared = yield* scaled(comparing, 1 - share, 1)
  return { ...checked, ...judged([...checked.findings, ...compared]), deep: true }
}

/** Fractions as those of a part of the whole. */
async function* scaled<Answer>(
  running: AsyncGenerator<number, Answer, void>,
  from: number,
  to: number
): AsyncGenerator<number, Answer, void> {
  let ended = false
  try {
    for (;;) {
      const step = await running.next()
      if (step.done) {
        ended = true
        return step.value
      }
      yield from + (to - from) * step.value
    }
  } finally {
    // A reader that leaves ends this at its yield.
    if (!ended) await running.return(undefined as never)
  }
}
