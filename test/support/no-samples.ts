import { SignalboxError } from '@shared/base/errors'
import type { StreamReader } from '@main/pipeline/playback/stream-reader'
import type { SampleReader } from '@main/pipeline/sample-reader'

async function missing(capture: unknown): Promise<never> {
  throw new SignalboxError('not-found', `there is no capture "${String(capture)}"`)
}

/** Captures that are all gone. */
export const noStreams: StreamReader = { outline: missing, begin: missing, page: missing }

/** The same. */
export const noSamples: SampleReader = {
  survey: missing,
  rows: missing,
  buckets: missing,
  flush: async () => undefined
}
