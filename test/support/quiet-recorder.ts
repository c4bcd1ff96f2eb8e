import type { Item } from '@shared/model/item'
import type { Recorder } from '@main/captures/store'

/** A recorder that keeps nothing; what it was given goes to `onItem`, that it was closed to `onClose`. */
export function quietRecorder(hooks: { onItem?: (item: Item) => void; onClose?: () => void } = {}): Recorder {
  return {
    capture: 'c1',
    accept: item => hooks.onItem?.(item),
    input: () => undefined,
    attach: () => undefined,
    queue: { place: 'recorder', unit: 'bytes', capacity: 1, fill: 0, whenFull: 'dropNewest', dropped: 0 },
    status: () => ({
      capture: 'c1',
      startedAt: 0,
      bytesOnDisk: 0,
      bytesPerSecond: 0,
      samples: 0,
      safeUntil: 0,
      problem: null,
      accounts: null
    }),
    close: async () => hooks.onClose?.()
  }
}
