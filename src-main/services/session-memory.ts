import type { Clock } from '@shared/base/clock'
import { asSignalboxError, isCancelled } from '@shared/base/errors'
import { formatDeviceAddress } from '@shared/model/address'
import type { DeviceSpec } from '@shared/model/device'
import type { FormatChoice } from '@shared/model/format'
import type { Journal } from '../pipeline/journal'
import type { Session } from '../pipeline/session'
import type { StateFile } from './state-file'

/** Devices whose headers are remembered. */
const maximumLayouts = 200

/** What is remembered of sessions across starts of the engine, in the state file; trouble with it goes into the journal. */
export interface SessionMemory {
  /** Opened again when the engine was killed; with null it was closed, and no longer is. */
  keepOpen(device: DeviceSpec, format: FormatChoice | null): void
  /** Also whether a `single` one has fired: it stays stopped when the device is opened again. */
  keepTriggers(session: Session): void
  keepLayout(session: Session): void
  keepCheckpoint(session: Session): void
  /** Nothing is open any more. */
  forgetOpen(): void
  save(): Promise<void>
  /** What was recorded before cannot be looked at. */
  reportPast(error: unknown): void
  /** A capture could not be replayed, or not once more. */
  reportReplay(error: unknown): void
}

export function createSessionMemory(stateFile: StateFile, journal: Journal, clock: Clock): SessionMemory {
  const { state } = stateFile

  function keepTriggers({ address, triggers }: Session): void {
    if (triggers.length > 0) state.triggers[address] = [...triggers]
    else delete state.triggers[address]
  }

  function keepLayout({ address, layout }: Session): void {
    if (layout === undefined) return
    // Written anew at the end, so that the devices seen last are the ones that are kept.
    delete state.layouts[address]
    state.layouts[address] = layout
    const [oldest, ...others] = Object.keys(state.layouts)
    if (others.length >= maximumLayouts) delete state.layouts[oldest]
  }

  function report(error: unknown, words: (why: string) => string): void {
    if (isCancelled(error)) return
    const { code, message, remedy } = asSignalboxError(error)
    const event = {
      kind: 'fault',
      time: clock.now(),
      place: 'captures',
      code,
      message: words(message),
      remedy
    } as const
    journal.add('', 'engine', event)
  }

  function reportSaving(error: unknown): void {
    const message = `what is open could not be remembered: ${error instanceof Error ? error.message : String(error)}`
    journal.add('', 'engine', {
      kind: 'fault',
      time: clock.now(),
      place: 'data folder',
      code: 'storage',
      message,
      remedy: 'Check that the data folder can be written and the disk is not full.'
    })
  }

  return {
    keepOpen(device, format) {
      const address = formatDeviceAddress(device)
      state.open = state.open.filter(entry => formatDeviceAddress(entry.device) !== address)
      if (format) state.open.push({ device, format })
      else {
        delete state.checkpoints[address]
        delete state.seenUntil[address]
        delete state.chains[address]
      }
    },
    keepTriggers,
    keepLayout,
    keepCheckpoint(session) {
      state.checkpoints[session.address] = session.checkpoint()
      state.seenUntil[session.address] = session.newest
      keepTriggers(session)
      keepLayout(session)
    },
    forgetOpen() {
      state.open = []
      state.checkpoints = {}
      state.seenUntil = {}
      state.chains = {}
    },
    save: () => stateFile.save().catch(reportSaving),
    reportPast: error => report(error, why => `what was recorded before the engine ended cannot be looked at: ${why}`),
    reportReplay: error => report(error, why => `a replay ended: ${why}`)
  }
}
