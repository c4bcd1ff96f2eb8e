import { describe, expect, it } from 'vitest'
import { noNotes } from '@shared/model/capture-notes'
import { partsOf, siblingsOf } from '@renderer/panels/captures/capture-parts'
import { isPictureOld } from '@renderer/stores/picture-age'
import { captureInfo } from './samples'

const first = captureInfo('first')
const second = captureInfo('second', { run: 'first', part: 2, notes: { ...noNotes, name: 'Night run' } })
const third = captureInfo('third', { run: 'first', part: 3 })
const other = captureInfo('other')
const all = [third, first, other, second]

describe('a recording that was rolled over', () => {
  it('is known by its parts, of which those after a named one go by its name', () => {
    expect([...partsOf(all)]).toEqual([
      ['first', { part: 1, parts: 3, of: '' }],
      ['second', { part: 2, parts: 3, of: '' }],
      ['third', { part: 3, parts: 3, of: 'Night run' }]
    ])
  })
  it('is still known when its first parts have gone beyond the budget', () => {
    expect(partsOf([third, other]).get('third')).toEqual({ part: 3, parts: 3, of: '' })
  })
  it('has its parts in their order', () => {
    expect(siblingsOf(second, all)).toEqual([first, second, third])
    expect(siblingsOf(other, all)).toEqual([other])
  })
})

describe('the picture of a capture', () => {
  const recording = captureInfo('now', { status: 'recording', start: 0, end: 60_000 })
  it('is made again once a recording has gone on for ten seconds, or for a twentieth of its length', () => {
    expect(isPictureOld(recording, 50_001)).toBe(false)
    expect(isPictureOld(recording, 50_000)).toBe(true)
    const long = { ...recording, end: 3_600_000 }
    expect(isPictureOld(long, 3_500_000)).toBe(false)
    expect(isPictureOld(long, 3_420_000)).toBe(true)
  })
  it('of a complete one stays', () => {
    expect(isPictureOld({ ...recording, status: 'complete' }, 0)).toBe(false)
  })
})
