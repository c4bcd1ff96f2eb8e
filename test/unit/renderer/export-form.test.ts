import { describe, expect, it } from 'vitest'
import { ExportRequest, type CaptureInfo } from '@shared/model/capture'
import { fieldTime } from '@renderer/format/times'
import { type ExportForm, exportRequest } from '@renderer/panels/export/export-form'

const capture: CaptureInfo = {
  id: 'c1',
  device: 'sim:imu',
  label: 'IMU',
  start: 0,
  end: 10,
  status: 'complete',
  channels: [
    { name: 'b', unit: '' },
    { name: 'a', unit: '' }
  ],
  samples: 3,
  bytes: 3,
  bytesOnDisk: 3
}
const visible = { from: 100, to: 200 }
const form: ExportForm = { stretch: 'whole', from: '', to: '', allChannels: true, chosen: new Set(), format: 'csv' }

describe('the export form', () => {
  it('asks for everything without naming it', () => {
    expect(exportRequest(form, capture, visible)).toEqual({ capture: 'c1', format: 'csv' })
  })
  it('asks for exactly the stretch that was visible', () => {
    expect(exportRequest({ ...form, stretch: 'visible' }, capture, visible)).toMatchObject(visible)
  })
  it('asks for the times typed in, to the millisecond', () => {
    const typed = { stretch: 'between', from: fieldTime(1_700_000_000_123), to: fieldTime(1_700_000_001_456) } as const
    const request = exportRequest({ ...form, ...typed }, capture, visible)
    expect(request).toMatchObject({ from: 1_700_000_000_123, to: 1_700_000_001_456 })
    expect(ExportRequest.safeParse(request).success).toBe(true)
  })
  it('names chosen channels in the order of the recording', () => {
    const some = { ...form, allChannels: false, chosen: new Set(['a', 'b', 'gone']) }
    expect(exportRequest(some, capture, visible)).toMatchObject({ channels: ['b', 'a'] })
  })
  it('says what is missing', () => {
    expect(exportRequest({ ...form, allChannels: false }, capture, visible)).toBe('channels')
    expect(exportRequest({ ...form, stretch: 'between' }, capture, visible)).toBe('times')
    const backwards = { ...form, stretch: 'between', from: fieldTime(2000), to: fieldTime(1000) } as const
    expect(exportRequest(backwards, capture, visible)).toBe('times')
  })
})
