import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Item } from '@shared/model/item'
import { dateFields } from '@main/pipeline/date-fields'

function run(text: string, cuts: readonly number[] = []): string {
  const dates = dateFields()
  const bytes = new TextEncoder().encode(text)
  const borders = [...new Set([0, ...cuts.map(cut => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b)
  const items: Item[] = []
  for (let index = 1; index < borders.length; index++) {
    const piece = bytes.slice(borders[index - 1], borders[index])
    items.push(...dates.send({ kind: 'chunk', bytes: piece, ends: [piece.length], times: [0] }))
  }
  items.push(...dates.send({ kind: 'ended', time: 0, reason: 'end-of-data' }))
  return items.map(item => (item.kind === 'chunk' ? new TextDecoder().decode(item.bytes) : '')).join('')
}

describe('dates in files', () => {
  it.each([
    ['2014-04-01 00:00:00,1.5', `${Date.UTC(2014, 3, 1)},1.5`],
    ['"2014-04-01T00:00:00.250Z";2', `${Date.UTC(2014, 3, 1) + 250};2`],
    ['2014-04-01T02:00:00+02:00,3', `${Date.UTC(2014, 3, 1)},3`],
    ['2014-04-01 10:30,4', `${Date.UTC(2014, 3, 1, 10, 30)},4`],
    ['2014-99-01 10:30,5', '2014-99-01 10:30,5']
  ])('turns %j into %j', (line, expected) => {
    expect(run(`time,a\n2020-01-01 00:00:00,0\n${line}`)).toBe(`time,a\n1577836800000,0\n${expected}`)
  })

  it('does not depend on where the file is cut into reads', () => {
    const text = 'timestamp,värde\n2014-04-01 00:00:00,1\n2014-04-01 00:05:00,2\n2014-04-01 00:10:00,3\n'
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 30, max: 200 })), cuts => {
        expect(run(text, cuts)).toBe(run(text))
      })
    )
  })

  it('leaves a file without dates alone', () => {
    expect(run('a,b\n1,2\n3,4\n2014-04-01,5')).toBe('a,b\n1,2\n3,4\n2014-04-01,5')
  })
})
