import type { DecodeProgress, DecodeRequest } from '@shared/model/decode'
import type { VerifyProgress, VerifyRequest } from '@shared/model/verification'
import type { CaptureStore } from '../captures/store'

/** Decodes a capture again, in the contract's words. Ending early cancels it. */
export async function* runDecode(
  store: CaptureStore,
  request: DecodeRequest,
  signal: AbortSignal
): AsyncGenerator<DecodeProgress, void, void> {
  const capture = yield* fractions(store.decodeAgain(request, signal))
  yield { phase: 'done', capture }
}

/** Checks a capture, in the contract's words. Ending early cancels it. */
export async function* runVerify(
  store: CaptureStore,
  request: VerifyRequest,
  signal: AbortSignal
): AsyncGenerator<VerifyProgress, void, void> {
  const { findings, ...verification } = yield* fractions(store.verify(request, signal))
  yield { phase: 'done', verification: { ...verification, findings: [...findings] } }
}

async function* fractions<Answer>(
  running: AsyncGenerator<number, Answer, void>
): AsyncGenerator<{ phase: 'running'; fraction: number }, Answer, void> {
  let ended = false
  try {
    for (;;) {
      const step = await running.next()
      ended = step.done === true
      if (step.done) return step.value
      yield { phase: 'running', fraction: step.value }
    }
  } finally {
    // A view that leaves ends this at its yield; the run must not go on for nobody.
    if (!ended) await running.return(undefined as never)
  }
}
