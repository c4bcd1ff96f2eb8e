import { SignalboxError } from '@shared/base/errors'
import type { CaptureCatalogue } from '@main/captures/store'
import { createNotifier } from '@main/pipeline/notifier'

async function missing(): Promise<never> {
  throw new SignalboxError('not-found', 'there is no such capture')
}

/** Of a store without captures; nothing ever changes. */
export const noCatalogue: CaptureCatalogue = {
  version: 0,
  whenChanged: signal => createNotifier().wait(signal),
  noteChange: () => undefined,
  recording: async () => [],
  annotate: missing,
  summary: missing,
  moments: missing
}
