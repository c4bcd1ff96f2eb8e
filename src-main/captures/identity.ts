import { randomBytes } from 'node:crypto'
import { CaptureInfo } from '@shared/model/capture'

/**
 * A new capture's id: UTC time, the device in short, four random hexadecimal digits. Sorts by time.
 * @example captureId(Date.UTC(2026, 10, 20, 14, 15, 30), 'sim:imu?seed=1') // 20261120T141530Z-sim-imu-4f2a
 */
export function captureId(start: number, address: string): string {
  const second = new Date(start).toISOString().replace(/\.\d+Z$/, 'Z')
  const device = address
    .replace(/[?@].*$/s, '')
    .replace(/^serial:\/dev\//, 'serial:')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replace(/^-+|-+$/g, '')
  return [second.replace(/[-:]/g, ''), device, randomBytes(2).toString('hex')].filter(Boolean).join('-')
}

/** Whether `text` can be a capture's id, so that it is safe as a file name. */
export function isCaptureId(text: string): boolean {
  return CaptureInfo.shape.id.safeParse(text).success
}
