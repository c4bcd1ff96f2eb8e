import { SignalboxError } from '@shared/base/errors'
import type { SampleReader } from '@main/pipeline/sample-reader'

async function missing(capture: string): Promise<never> {
  throw new SignalboxError('not-found', `there is no capture "${capture}"`)
}

/** Captures that are all gone. */
export const noSamples: SampleReader = {
  survey: missing,
  rows: missing,
  buckets: missing,
  flush: async () => undefined
}
