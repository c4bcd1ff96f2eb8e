import type { Chunk } from '@shared/model/batch'
import type { StreamInput } from '@shared/model/input'

/** When an input reached the pipeline, ms by the host's clock; null where nobody knows: at once after the one before. */
export function dueTime(input: Chunk | StreamInput): number | null {
  switch (input.kind) {
    case 'chunk':
      return input.times[input.times.length - 1]
    // Commands have no time, and that of settings is the newest sample's, which may be by the device's clock.
    case 'choose-format':
    case 'set-triggers':
    case 'arm-trigger':
    case 'settings':
    case 'derived':
      return null
    default:
      return input.time
  }
}
