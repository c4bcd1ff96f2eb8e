import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hexRows } from '@renderer/panels/terminal/hex-rows'
import { lineSplitter, type SplitLine, type Splitter } from '@renderer/panels/terminal/line-splitter'

/** Every line as it was in the end: one that was open is replaced by what it became. */
function allLines(splitter: Splitter, pieces: readonly Uint8Array[]): SplitLine[] {
  const lines: SplitLine[] = []
  for (const [time, bytes] of pieces.entries()) {
    const fresh = splitter.send({ bytes, time })
    if (fresh.length > 0 && lines.at(-1)?.open) lines.pop()
    lines.push(...fresh)
  }
  return lines
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)
const shown = (lines: readonly SplitLine[]): string[] =>
  lines.map(({ bytes, ending, open }) => `${new TextDecoder().decode(bytes)}|${ending}${open ? '|open' : ''}`)

/** Mostly what matters: line ends, letters, and bytes of characters of several bytes. */
const bytes = fc
  .array(
    fc.oneof(fc.constantFrom(10, 13, 13, 10, 65, 66, 0xc3, 0xa9, 0xe2, 0x82, 0xac), fc.integer({ max: 255, min: 0 })),
    {
      maxLength: 60
    }
  )
  .map(values => Uint8Array.from(values))

const cutBytes = fc.tuple(bytes, fc.array(fc.nat(60), { maxLength: 12 })).map(([all, places]) => {
  const ends = [...new Set(places.map(place => Math.min(place, all.length)))].sort((a, b) => a - b)
  return { all, pieces: [...ends, all.length].map((end, at) => all.subarray(at === 0 ? 0 : ends[at - 1], end)) }
})

describe('the line splitter', () => {
  it('ends lines at LF, CR LF and CR, and shows the last one while it is open', () => {
    expect(shown(allLines(lineSplitter(100), [ascii('a\nb\r\nc\rd\n\ne')]))).toEqual([
      'a|lf',
      'b|crlf',
      'c|cr',
      'd|lf',
      '|lf',
      'e|none|open'
    ])
  })

  it('waits for the next piece to tell whether a CR is half of a line end', () => {
    const splitter = lineSplitter(100)
    expect(shown(splitter.send({ bytes: ascii('a\r'), time: 1 }))).toEqual(['a|cr|open'])
    expect(shown(splitter.send({ bytes: ascii('\nb\r'), time: 2 }))).toEqual(['a|crlf', 'b|cr|open'])
    expect(shown(splitter.send({ bytes: ascii('c'), time: 3 }))).toEqual(['b|cr', 'c|none|open'])
  })

  it('makes the same lines of the same bytes, however they are cut', () => {
    fc.assert(
      fc.property(cutBytes, fc.integer({ min: 4, max: 9 }), ({ all, pieces }, longest) => {
        const plain = (lines: SplitLine[]): unknown => lines.map(({ bytes: b, ending, open }) => [[...b], ending, open])
        expect(plain(allLines(lineSplitter(longest), pieces))).toEqual(plain(allLines(lineSplitter(longest), [all])))
      }),
      { numRuns: 500 }
    )
  })

  it('loses no byte and makes none up', () => {
    fc.assert(
      fc.property(cutBytes, fc.integer({ min: 4, max: 9 }), ({ all, pieces }, longest) => {
        const ends = { none: [], lf: [10], cr: [13], crlf: [13, 10] }
        const again = allLines(lineSplitter(longest), pieces).flatMap(line => [...line.bytes, ...ends[line.ending]])
        expect(again).toEqual([...all])
      })
    )
  })

  it('dates a line by the piece that brought its first byte', () => {
    fc.assert(
      fc.property(cutBytes, fc.integer({ min: 4, max: 9 }), ({ pieces }, longest) => {
        const brought = pieces.flatMap((piece, time) => [...piece].map(() => time))
        let place = 0
        for (const { bytes: own, ending, time } of allLines(lineSplitter(longest), pieces)) {
          expect(time).toBe(brought[place])
          place += own.length + { none: 0, lf: 1, cr: 1, crlf: 2 }[ending]
        }
      }),
      { numRuns: 500 }
    )
  })

  it('dates the rest of a line that is cut before a character by the piece that brought that', () => {
    const pieces = [[65], [0, 0, 195, 0], [128]].map(values => Uint8Array.from(values))
    const lines = allLines(lineSplitter(5), pieces).map(({ bytes: own, time }) => [[...own], time])
    expect(lines).toEqual([
      [[65, 0, 0, 195], 0],
      [[0, 128], 1]
    ])
  })

  it('cuts a long line, but never within a character', () => {
    expect(shown(allLines(lineSplitter(4), [ascii('abc€def')]))).toEqual(['abc|none', '€d|none', 'ef|none|open'])
    for (const { bytes: line } of allLines(lineSplitter(5), [ascii('é€𝄞'.repeat(20))]))
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(line)).not.toThrow()
  })
})

describe('the rows of a hex dump', () => {
  it('are full but the last one, in order and dated by their first byte, however the bytes are cut', () => {
    fc.assert(
      fc.property(cutBytes, fc.integer({ min: 1, max: 9 }), ({ all, pieces }, width) => {
        const rows = allLines(hexRows(width), pieces)
        expect(rows.flatMap(row => [...row.bytes])).toEqual([...all])
        expect(rows.slice(0, -1).every(row => row.bytes.length === width && !row.open)).toBe(true)
        const brought = pieces.flatMap((piece, time) => [...piece].map(() => time))
        for (const [at, row] of rows.entries()) expect(row.time).toBe(brought[at * width])
      })
    )
  })
})
