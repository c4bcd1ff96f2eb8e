import { describe, expect, it } from 'vitest'
import { ExportRequest, type CaptureInfo } from '@shared/model/capture'
import { noNotes } from '@shared/model/capture-notes'
import { fieldTime } from '@renderer/format/times'
import { ExportChoices, usualChoices } from '@renderer/panels/export/export-choices'
import { coveringCapture, estimatedRows, type ExportForm, exportRequest } from '@renderer/panels/export/export-form'

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
  made: null,
  run: 'c1',
  part: 1,
  notes: noNotes
}
const visible = { from: 100, to: 200 }
const form: ExportForm = {
  stretch: 'whole',
  from: '',
  to: '',
  allChannels: true,
  chosen: new Set(),
  choices: usualChoices
}

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

describe('the options of an export', () => {
  const asked = (choices: Partial<ExportChoices>): unknown =>
    exportRequest({ ...form, choices: { ...usualChoices, ...choices } }, capture, visible)
  it('are told where they mean something for the format, and nowhere else', () => {
    const all = {
      separator: 'semicolon',
      decimal: 'comma',
      timeStyle: 'iso',
      shape: 'long',
      wavSample: 'int16'
    } as const
    const { wavSample, ...texts } = all
    expect(asked({ ...all, format: 'csv' })).toEqual({ capture: 'c1', format: 'csv', ...texts })
    expect(asked({ ...all, format: 'wav', analysis: true })).toEqual({ capture: 'c1', format: 'wav', wavSample })
    expect(asked({ ...all, format: 'arrow', analysis: true, derived: false })).toEqual({
      capture: 'c1',
      format: 'arrow',
      analysis: true,
      derived: false
    })
  })
  it('take a step with either decimal sign, and refuse what is none', () => {
    expect(asked({ resampled: true, step: '2,5', take: 'max' })).toMatchObject({ resample: { step: 2.5, take: 'max' } })
    for (const step of ['', '0', 'x', '-1', '1e9']) expect(asked({ resampled: true, step })).toBe('step')
  })
  it('are made usual again one by one where what is remembered is not valid', () => {
    expect(ExportChoices.parse({ format: 'xlsx', decimal: 'comma', step: 5 })).toEqual({
      ...usualChoices,
      decimal: 'comma'
    })
    expect(ExportChoices.parse('nonsense')).toEqual(usualChoices)
  })
  it('and the stretch say about how many rows come', () => {
    const ten = { ...capture, samples: 1000, start: 0, end: 10_000 }
    const about = (request: object): number => estimatedRows({ capture: 'c1', format: 'csv', ...request }, ten)
    expect(about({})).toBe(1000)
    expect(about({ from: 5000, to: 20_000 })).toBe(500)
    expect(about({ resample: { step: 1000 } })).toBe(10)
    expect(about({ shape: 'long' })).toBe(2000)
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
