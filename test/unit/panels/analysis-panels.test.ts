import { describe, expect, it } from 'vitest'
import { RowRing } from '@renderer/composables/row-ring'
import { type ChannelRows, rowsSince } from '@renderer/composables/use-channel-rows'
import { lineLook } from '@renderer/charts/palette'
import { histogramOptions } from '@renderer/panels/histogram/options'
import { spectrumOptions } from '@renderer/panels/spectrum/options'
import { rowsNeeded, SpectrumReaders } from '@renderer/panels/spectrum/spectrum-readers'
import { waterfallOptions } from '@renderer/panels/waterfall/options'
import { mostLines, WaterfallLines } from '@renderer/panels/waterfall/waterfall-lines'
import { xyOptions } from '@renderer/panels/xy/options'
import { pairsOf, trailsOf } from '@renderer/panels/xy/trails'
import { channelStatus, sessionStatus } from '../renderer/samples'

const ref = (channel: string): { address: string; channel: string } => ({ address: 'sim:a', channel })

/** A ring of rows every 10 ms with these columns; row `gapAt` has a gap before it. */
function ringOf(columns: readonly (readonly number[])[], gapAt = -1, first = 0): RowRing {
  const ring = new RowRing()
  ring.reset(columns.length)
  ring.bound(100_000, Infinity)
  addRows(ring, columns, gapAt, first)
  return ring
}
function addRows(ring: RowRing, columns: readonly (readonly number[])[], gapAt = -1, first = 0): void {
  const rows = columns[0].length
  const gap = new Uint8Array(rows)
  if (gapAt >= 0) gap[gapAt] = 1
  const time = Float64Array.from({ length: rows }, (_, at) => 1.7e12 + 10 * (first + at))
  ring.add({ subscription: 1, first, rows, time, gap, value: columns.map(column => Float64Array.from(column)) })
}
function channelsOf(ring: RowRing, names: readonly string[]): ChannelRows[] {
  const rows = { window: ring, version: { value: 0 }, problem: { value: null } } as unknown as ChannelRows['rows']
  return names.map((name, column) => ({
    rows,
    column,
    shown: {
      ref: ref(name),
      session: sessionStatus({ address: 'sim:a' }),
      channel: channelStatus(column, { name }),
      label: name,
      decimals: null,
      ...lineLook(column)
    }
  }))
}
const sine = (count: number, hertz: number, first = 0): number[] =>
  Array.from({ length: count }, (_, at) => Math.sin(2 * Math.PI * hertz * 0.01 * (first + at)))

describe('options of the panels of analysis', () => {
  it.each(Object.entries({ spectrumOptions, waterfallOptions, histogramOptions, xyOptions }))(
    'are made of anything: %s',
    (_, schema) => {
      const usual = schema.parse(undefined)
      for (const anything of [
        null,
        7,
        'x',
        [],
        {},
        { channels: 3, x: {}, size: 1e9, bins: -1, range: { low: 5, high: 5 } }
      ])
        expect(schema.parse(anything)).toEqual(usual)
      expect(schema.parse(JSON.parse(JSON.stringify(usual)))).toEqual(usual)
    }
  )
  it('keep what is valid beside what is not', () => {
    expect(spectrumOptions.parse({ size: 4096, window: 'kaiser' })).toMatchObject({ size: 4096, window: 'hann' })
  })
})

describe('reading a window of rows', () => {
  it('gives what is new since, and marks rows that were missed as a gap', () => {
    const ring = ringOf([[1, 2, 3]])
    const first = rowsSince(ring, 0, null)
    expect([[...first.block.value], first.follows]).toEqual([[1, 2, 3], false])
    addRows(ring, [[4, 5]], -1, 3)
    const second = rowsSince(ring, 0, first.mark)
    expect([[...second.block.value], [...second.block.gap], second.follows]).toEqual([[4, 5], [0, 0], true])
    ring.bound(2, Infinity)
    addRows(ring, [[6, 7, 8]], -1, 5)
    const third = rowsSince(ring, 0, second.mark)
    expect([[...third.block.value], [...third.block.gap]]).toEqual([
      [7, 8],
      [1, 0]
    ])
    ring.reset(1)
    expect(rowsSince(ring, 0, third.mark).follows).toBe(false)
  })
})

describe('the spectra of a panel', () => {
  const options = { ...spectrumOptions.parse({ size: 256 }), size: 256 }
  it('are of each channel, read on as rows come, and begun anew with other options', () => {
    const ring = ringOf([sine(300, 12.5), sine(300, 25)])
    const readers = new SpectrumReaders()
    const channels = channelsOf(ring, ['a', 'b'])
    const frequencies = (): (number | undefined)[] =>
      readers.update(channels, options).map(({ peaks }) => peaks[0] && Math.round(peaks[0].frequency * 10) / 10)
    expect(frequencies()).toEqual([12.5, 25])
    addRows(ring, [sine(300, 20, 300), sine(300, 25, 300)], -1, 300)
    expect(frequencies()).toEqual([20, 25])
    const [first] = readers.update(channels, { ...options, size: 64 })
    expect(first.analysis.spectrum.size).toBe(64)
  })
  it('ask for the rows of all segments of an average', () => {
    expect(rowsNeeded(options)).toBeGreaterThanOrEqual(256)
    expect(rowsNeeded({ ...options, averaging: 'linear', count: 4, overlap: 0.5 })).toBeGreaterThanOrEqual(256 * 2.5)
  })
})

describe('the lines of a waterfall', () => {
  const block = (count: number, first: number): ReturnType<typeof rowsSince>['block'] =>
    rowsSince(ringOf([sine(count, 12.5, first)], -1, first), 0, null).block
  it('come a hop after each other, with an empty one where nothing is known', () => {
    const lines = new WaterfallLines({ size: 64, overlap: 0.5, window: 'hann' })
    lines.read(block(128, 0))
    expect(lines.list.length).toBe(3)
    lines.read(block(64, 5000))
    expect(lines.list.map(({ decibels }) => decibels !== null)).toEqual([true, true, true, false, true])
    expect(lines.added).toBe(5)
    const { low, high } = lines.range()!
    expect([high >= 0, high < 20, high - low >= 20, high - low <= 120]).toEqual([true, true, true, true])
  })
  it('are bounded', () => {
    const lines = new WaterfallLines({ size: 64, overlap: 0.9, window: 'hann' })
    for (let first = 0; first < 40_000; first += 4000) lines.read(block(4000, first))
    expect(lines.added).toBeGreaterThan(mostLines * 2)
    expect(lines.list.length).toBeLessThanOrEqual(mostLines * 1.25)
  })
})

describe('the trails of an XY chart', () => {
  const pairs = pairsOf([ref('x')], [ref('y'), ref('z')])
  it('pair one x with every y, or each with its own', () => {
    expect(pairs.map(({ x, y }) => [x.channel, y.channel])).toEqual([
      ['x', 'y'],
      ['x', 'z']
    ])
    expect(pairsOf([ref('x'), ref('u')], [ref('y'), ref('z')])[1].x.channel).toBe('u')
    expect(pairsOf([], [ref('y')])).toEqual([])
  })
  it('know their points, how far they reach and the newest', () => {
    const ring = ringOf([
      [0, 1, 2, NaN],
      [5, NaN, -7, 9],
      [1, 1, 1, 1]
    ])
    const [trail] = trailsOf(pairs, channelsOf(ring, ['x', 'y', 'z']))
    expect(trail).toMatchObject({ count: 2, newest: 2, extent: { left: 0, right: 2, low: -7, high: 5 } })
  })
  it('break where nothing is known', () => {
    const ring = ringOf(
      [
        [0, 1, 2, 3],
        [1, 1, 1, 1],
        [1, 1, 1, 1]
      ],
      2
    )
    const [trail] = trailsOf(pairs, channelsOf(ring, ['x', 'y', 'z']))
    expect([...trail.xs]).toEqual([0, 1, NaN, 3])
  })
})
