import { describe, expect, it } from 'vitest'
import { ExportRequest, type CaptureInfo } from '@shared/model/capture'
import { noNotes } from '@shared/model/capture-notes'
import { fieldTime } from '@renderer/format/times'
import { usualChoices } from '@renderer/panels/export/export-choices'
import { coveringCapture, type ExportForm, exportRequest } from '@renderer/panels/export/export-form'

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
  bytesOnDisk: 3,
  origin: { kind: 'recorded' },
  run: 'c1',
  part: 1,
  notes: noNotes
}
const visible = { from: 100, to: 200 }
const form: ExportForm = { stretch: 'whole', from: '', to: '', allChannels: true, chosen: new Set(), choices: usualChoices }

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

describe('the recording of a selection', () => {
  const recording = (
    id: string,
    start: number,
    end: number,
    status: CaptureInfo['status'] = 'complete'
  ): CaptureInfo => ({
    ...capture,
    id,
    start,
    end,
    status
  })
  const all = [recording('c1', 0, 100), recording('c2', 100, 300, 'recording')]

  it('is the one of the device that has most of it', () => {
    expect(coveringCapture(all, 'sim:imu', { from: 10, to: 60 })).toMatchObject({ capture: { id: 'c1' }, others: 0 })
    const both = coveringCapture(all, 'sim:imu', { from: 80, to: 200 })
    expect(both).toMatchObject({ capture: { id: 'c2' }, others: 1, missing: false })
    expect(coveringCapture(all, 'sim:other', { from: 10, to: 60 })).toBe(undefined)
  })

  it('goes on after it was listed, and does not begin before it began', () => {
    expect(coveringCapture(all, 'sim:imu', { from: 250, to: 900 })).toMatchObject({ missing: false })
    expect(coveringCapture(all, 'sim:imu', { from: -50, to: 60 })).toMatchObject({ missing: true })
  })

  it('is exported from exactly the one cursor to the other', () => {
    const selected = { ...form, stretch: 'selection' } as const
    expect(exportRequest(selected, capture, visible, { from: 120.5, to: 130.25 })).toMatchObject({
      from: 120.5,
      to: 130.25
    })
    expect(exportRequest(selected, capture, visible, null)).toBe('times')
  })
})
