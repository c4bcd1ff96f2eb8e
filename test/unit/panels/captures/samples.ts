import type { CaptureInfo } from '@shared/model/capture'
import { noNotes } from '@shared/model/capture-notes'

/** A recording of ten seconds, as the engine lists it. */
export function captureInfo(id: string, over: Partial<CaptureInfo> = {}): CaptureInfo {
  return {
    id,
    device: 'sim:motor?seed=7',
    label: 'Motor (simulated)',
    start: Date.UTC(2026, 10, 20, 12),
    end: Date.UTC(2026, 10, 20, 12, 0, 10),
    status: 'complete',
    channels: [{ name: 'rpm', unit: '1/min' }],
    samples: 100,
    bytes: 1000,
    bytesOnDisk: 2000,
    origin: { kind: 'recorded' },
    made: null,
    run: id,
    part: 1,
    notes: noNotes,
    ...over
  }
}
