import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNames, type FormatChoice } from '@shared/model/format'
import { bytesOf, cut, ended, feed, feedItems, type Fed } from './feed'

const word = fc.constantFrom('a', 'b', 'temp', 'hum', 'Temp (C)', 'Label 1', 'x,y', '#', 'é', '__proto__', '\u0001', '')
const number = fc.constantFrom('1', '-2.5', '3e4', 'nan', 'inf', 'na', '', '007', '1e400', '.5')
const mark = fc.constantFrom(',', ';', '\t', ' ', ', ')
const line: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(mark, fc.array(number, { minLength: 1, maxLength: 4 })).map(([between, fields]) => fields.join(between)),
  fc.tuple(mark, fc.array(word, { minLength: 1, maxLength: 4 })).map(([between, fields]) => fields.join(between)),
  fc
    .tuple(mark, fc.constantFrom(':', '='), fc.array(fc.tuple(word, number), { minLength: 1, maxLength: 3 }))
    .map(([between, sign, pairs]) => pairs.map(([name, value]) => name + sign + value).join(between)),
  fc
    .tuple(word, number, number, fc.constantFrom('', '§V', '|t', '|xy', '§°C|g'))
    .map(([name, stamp, value, rest]) => `>${name}:${stamp}:${value}${rest}`),
  fc.tuple(word, number).map(([name, value]) => `>${name}:${value}`),
  fc.jsonValue({ maxDepth: 3 }).map(value => JSON.stringify(value)),
  fc.string({ maxLength: 20 })
)
const lineEnd = fc.constantFrom('\n', '\r\n', '\r')
/** Runs of like lines, so that formats are found and lost again, with anything between. */
const stream: fc.Arbitrary<Uint8Array> = fc
  .array(
    fc.oneof(
      fc
        .tuple(line, fc.integer({ min: 1, max: 60 }), lineEnd)
        .map(([text, times, end]) => bytesOf((text + end).repeat(times))),
      fc.uint8Array({ maxLength: 40 })
    ),
    { maxLength: 12 }
  )
  .map(parts => Uint8Array.from(parts.flatMap(part => [...part])))
const lengths = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 })
const choice: fc.Arbitrary<FormatChoice> = fc.constantFrom('auto' as const, 'auto' as const, ...formatNames)

/** All that must not depend on where the reads were cut. */
function essence(fed: Fed): unknown {
  return {
    names: fed.names,
    units: fed.units,
    rows: fed.rows,
    rejects: fed.rejects.map(({ reason, detail, text }) => ({ reason, detail, text })),
    events: fed.events.map(event => ({ ...event, time: 0 }))
  }
}

describe('a decoder fed anything', () => {
  it('gives the same rows, rejects and events wherever the reads are cut', () => {
    fc.assert(
      fc.property(stream, lengths, choice, (bytes, sizes, format) => {
        const whole = essence(feedItems([...cut(bytes, [bytes.length + 1]), ended], format))
        expect(essence(feedItems([...cut(bytes, sizes), ended], format))).toEqual(whole)
        expect(essence(feedItems([...cut(bytes, [1]), ended], format))).toEqual(whole)
      }),
      { numRuns: 150 }
    )
  })

  it('never throws, numbers its channels in order, and names none with invisible characters', () => {
    fc.assert(
      fc.property(fc.oneof(stream, fc.uint8Array({ maxLength: 3000 })), lengths, choice, (bytes, sizes, format) => {
        const fed = feedItems([...cut(bytes, sizes), ended], format)
        expect(new Set(fed.names).size).toBe(fed.names.length)
        for (const name of fed.names) expect(name).toMatch(/^[^\p{Cc}\ufffd]{1,200}$/u)
        for (const reject of fed.rejects) expect(reject.text).toMatch(/^\P{Cc}{0,200}$/u)
        for (const [row, time] of fed.times.entries())
          if (row > 0) expect(time).toBeGreaterThanOrEqual(fed.times[row - 1])
      }),
      { numRuns: 150 }
    )
  })

  it('loses of a CSV stream only the lines that garbage touched, and gets no channel from it', () => {
    const garbage = fc
      .uint8Array({ minLength: 1, maxLength: 60 })
      .filter(bytes => bytes.some(byte => byte < 9 || byte > 127))
    fc.assert(
      fc.property(garbage, lengths, fc.integer({ min: 3, max: 30 }), (noise, sizes, where) => {
        const lines = Array.from({ length: 40 }, (_, index) => `${index},${index}.5,-${index}\n`)
        const before = bytesOf('a,b,c\n' + lines.slice(0, where).join(''))
        const after = bytesOf('\n' + lines.slice(where).join(''))
        const bytes = Uint8Array.from([...before, ...noise, ...after])
        const fed = feedItems([...cut(bytes, sizes), ended])
        expect(fed.names).toEqual(['a', 'b', 'c'])
        const good = lines.map((_, index) => [index, index + 0.5, -index])
        for (const row of good)
          expect(fed.rows.some(other => other.every((value, field) => value === row[field]))).toBe(true)
      }),
      { numRuns: 300 }
    )
  })

  it('agrees with a plain reading of the lines by split and Number', () => {
    const cell = fc.oneof(
      fc.double({ noNaN: true }).map(String),
      fc.integer().map(String),
      fc.double({ min: -1e3, max: 1e3, noNaN: true }).map(value => value.toFixed(3))
    )
    const table = fc
      .integer({ min: 2, max: 20 })
      .chain(width => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 3, maxLength: 40 }))
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t', ' '), lengths, (cells, between, sizes) => {
        const text = cells.map(row => row.join(between) + '\n').join('')
        const fed = feedItems([...cut(bytesOf(text), sizes), ended])
        expect(fed.rows).toEqual(cells.map(row => row.map(Number)))
        expect(fed.rejects).toEqual([])
      }),
      { numRuns: 200 }
    )
  })

  it('keeps its memory bounded by the size of a read, not of the stream', () => {
    const line = bytesOf('temp:1,hum:2\n'.repeat(4000))
    const decoder = feed('temp:1,hum:2\n'.repeat(3)).decoder
    const sizes = new Set<number>()
    for (let turn = 0; turn < 50; turn++)
      for (const item of decoder.send({ kind: 'chunk', bytes: line, ends: [line.length], times: [2000 + turn] }))
        if (item.kind === 'batch') sizes.add(item.time.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8192)
  })
})
