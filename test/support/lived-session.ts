import { manualClock } from '@shared/base/manual-clock'
import type { FolderCaptureStore } from '@main/captures'
import { createJournal } from '@main/pipeline/journal'
import type { Conditions } from '@main/pipeline/processor'
import { startSession, type Session } from '@main/pipeline/session'
import { recordOptions } from '../unit/captures/temporary-store'
import { type ScriptedDevice, scriptedDevice } from './scripted-device'

export const plainConditions: Conditions = { format: 'auto', byteTime: 0, settings: {}, derived: [], triggers: [] }

/** Something that happens to a live session. */
export type Step = (live: { readonly device: ScriptedDevice; readonly session: Session }) => unknown

/** A session lives through the steps, 20 ms apart, and is closed; answers its capture. */
export async function livedSession(store: FolderCaptureStore, steps: readonly Step[]): Promise<string> {
  const clock = manualClock(recordOptions.start)
  const device = scriptedDevice(clock)
  const recorder = store.record({ ...recordOptions, conditions: plainConditions })
  const options = { id: 's', device, conditions: plainConditions, recorder, journal: createJournal(clock), clock }
  const session = startSession(options)
  await clock.advance(0)
  for (const step of steps) {
    step({ device, session })
    await clock.advance(20)
  }
  const closing = session.close()
  await clock.advance(0)
  await closing
  return recorder.capture
}

/** `count` lines of two columns, with a header. */
export function lines(count: number, from = 0): string {
  const rows = Array.from({ length: count }, (_, row) => `${Math.sin(from + row)},${(from + row) % 7}`)
  return `${from === 0 ? 'temp,load\n' : ''}${rows.join('\n')}\n`
}
