import { describe, expect, it, vi } from 'vitest'
import { SignalboxError } from '@shared/base/errors'
import type { CaptureOverview, OverviewRequest } from '@shared/model/capture-overview'
import { type Moment, originOf, wholeOf } from '@renderer/panels/compare/align'
import { compareAxes } from '@renderer/panels/compare/compare-axes'
import { CompareFeed, type Look } from '@renderer/panels/compare/compare-feed'
import type { CompareLine } from '@renderer/panels/compare/compare-picture'
import { differenceText, distanceText, lineReadings, readingText } from '@renderer/panels/compare/line-readings'
import { nearestLine } from '@renderer/panels/compare/nearest-line'
import { compareOptions } from '@renderer/panels/compare/options'
import { extremesOf, readingAt, unpack } from '@renderer/panels/compare/overview-columns'

/** An overview of one channel; rows are [time, gap, min, max]. */
function overview(rows: readonly (readonly [number, number, number, number])[], bucket = 1): CaptureOverview {
  const values = new Float64Array(rows.length * 4)
  for (const [row, figures] of rows.entries())
    for (const [at, figure] of figures.entries()) values[at * rows.length + row] = figure
  return { bucket, rows: rows.length, columns: Buffer.from(values.buffer).toString('base64') }
}

describe('the common axis', () => {
  const capture = { start: 1000 }
  const moments: Moment[] = [
    { time: 1100, kind: 'anomaly', label: '' },
    { time: 1200, kind: 'mark', label: 'door' },
    { time: 1300, kind: 'trigger', label: 't1' }
  ]
  it('is time itself, counts from the start, or from a moment; what was moved by hand is to the right', () => {
    const at = { moment: null, shift: 0, moments }
    expect(originOf('time', capture, at)).toBe(-0)
    expect(originOf('start', capture, at)).toBe(1000)
    expect(originOf('moment', capture, at)).toBe(1200)
    expect(originOf('moment', capture, { ...at, moment: 1300 })).toBe(1300)
    expect(originOf('moment', capture, { ...at, moments: [] })).toBe(1000)
    expect(1200 - originOf('moment', capture, { ...at, shift: 50 })).toBe(50)
  })
  it('reaches over all captures, and is never without extent', () => {
    expect(
      wholeOf([
        { start: 5, end: 9, origin: 5 },
        { start: 0, end: 1, origin: 3 }
      ])
    ).toEqual({ min: -3, max: 4 })
    expect(wholeOf([{ start: 5, end: 5, origin: 5 }])).toEqual({ min: 0, max: 1 })
    expect(wholeOf([])).toBeNull()
  })
})

describe('values of a line', () => {
  const columns = unpack(
    overview([
      [10, 0, 1, 2],
      [11, 0, NaN, NaN],
      [12, 0, 5, 5],
      [30, 1, 7, 9]
    ]),
    ['a']
  )
  it('are the last at or before the place, also where other channels had a row since', () => {
    expect(readingAt(columns, 'a', 9)).toBeNull()
    expect(readingAt(columns, 'a', 10)).toEqual({ min: 1, max: 2 })
    expect(readingAt(columns, 'a', 11.5)).toEqual({ min: 1, max: 2 })
    expect(readingAt(columns, 'a', 12)).toEqual({ min: 5, max: 5 })
    expect(readingAt(columns, 'b', 12)).toBeNull()
  })
  it('are none within a gap, nor beyond the end', () => {
    expect(readingAt(columns, 'a', 20)).toBeNull()
    expect(readingAt(columns, 'a', 31)).toEqual({ min: 7, max: 9 })
    expect(readingAt(columns, 'a', 40)).toBeNull()
  })
  it('have the extremes of the stretch that is shown', () => {
    expect(extremesOf(columns, 'a', 11, 29)).toEqual({ min: 5, max: 5 })
    expect(extremesOf(columns, 'a', -Infinity, Infinity)).toEqual({ min: 1, max: 9 })
    expect(extremesOf(columns, 'b', 0, 99)).toBeNull()
  })
  const line = (capture: string, origin: number, more: Partial<CompareLine> = {}): CompareLine => ({
    ...{ capture, channel: 'a', unit: 'V', axis: 0, origin, dash: [] },
    colour: { light: '#000000', dark: '#ffffff' },
    ...more
  })
  it('are told with how far they are from the first line, each in its own time', () => {
    const lines = [line('one', 10), line('two', 12)]
    const readings = lineReadings(lines, { columns: () => columns }, 0)
    expect(readings.map(readingText)).toEqual(['1.000 … 2.000', '5.0000'])
    expect(readings.map(differenceText)).toEqual(['', 'Δ +3.500'])
    const plot = { xAt: () => 0, yAt: (y: number) => 4.5 - y }
    expect(nearestLine(lines, { columns: () => columns }, { plot, x: 0, y: 0 })?.capture).toBe('two')
  })
  it('are compared with the first line of their unit only, for volts from amperes are nothing', () => {
    const lines = [line('one', 10), line('two', 12, { unit: 'A' }), line('three', 12)]
    const readings = lineReadings(lines, { columns: () => columns }, 0)
    expect(readings.map(differenceText)).toEqual(['', '', 'Δ +3.500'])
  })
  it('are the nearest by what is seen, on axes of different sizes', () => {
    const lines = [line('one', 10), line('two', 12, { unit: 'A', axis: 1 })]
    // A pixel is 0.01 on the first axis, and 100 on the second.
    const plot = { xAt: () => 0, yAt: (y: number, axis?: number) => (axis === 1 ? 100 - y * 100 : 2.5 - y * 0.01) }
    expect(nearestLine(lines, { columns: () => columns }, { plot, x: 0, y: 0 })?.capture).toBe('two')
  })
  it('have an axis for each unit, which says whose it is', () => {
    const both = { columns: () => columns }
    const look = { seen: { min: 0, max: 5 }, align: 'start', version: 0 } as const
    const one = compareAxes([line('one', 10), line('two', 10)], both, look)
    expect([one.y.title, one.more]).toEqual(['V', []])
    const lines = [line('one', 10), line('one', 12, { channel: 'b', unit: 'A', axis: 1 }), line('two', 10)]
    const { y, more = [] } = compareAxes(lines, both, look)
    expect([y.title, ...more.map(({ title }) => title)]).toEqual(['a (V)', 'b (A)'])
    expect(y.max).toBeGreaterThan(5)
    expect(more[0]).toMatchObject({ min: 0, max: 1 })
  })
  it('have places that are told from zero', () => {
    expect([0, 1500, -20].map(distanceText)).toEqual(['0 s', '+1.500 s', '−0.020 s'])
  })
})

describe('the data of a comparison', () => {
  const look = (over: Partial<Look> = {}): Look => ({
    ...{ capture: 'c1', channels: ['a'], from: 1000, to: 2000, end: 10_000, bucket: 10 },
    ...over
  })
  interface Opened {
    readonly feed: CompareFeed
    readonly asked: OverviewRequest[]
    readonly signals: AbortSignal[]
    readonly onChange: () => void
    settled(): Promise<void>
  }
  function opened(answer = (): Promise<CaptureOverview> => Promise.resolve(overview([[1000, 0, 1, 1]]))): Opened {
    const asked: OverviewRequest[] = []
    const signals: AbortSignal[] = []
    const onChange = vi.fn()
    const feed = new CompareFeed((request, signal) => {
      asked.push(request)
      signals.push(signal)
      return answer()
    }, onChange)
    return { feed, asked, signals, onChange, settled: () => vi.waitFor(() => expect(feed.isAsking).toBe(false)) }
  }

  it('are asked for with room at either side, and not again while one moves within it', async () => {
    const { feed, asked, settled } = opened()
    feed.look([look()])
    await settled()
    expect(asked).toEqual([{ capture: 'c1', channels: ['a'], from: 500, to: 2500, buckets: 200 }])
    feed.look([look({ from: 1400, to: 2400 })])
    expect(asked).toHaveLength(1)
    feed.look([look({ from: 1600, to: 2600 })])
    expect(asked).toHaveLength(2)
  })

  it('are asked for anew when one comes much closer, chooses a channel, or the recording has grown', async () => {
    const { feed, asked, settled } = opened(async () => overview([]))
    feed.look([look()])
    await settled()
    feed.look([look({ from: 1400, to: 1500, bucket: 1 })])
    await settled()
    feed.look([look({ from: 1400, to: 1500, bucket: 1, channels: ['a', 'b'] })])
    await settled()
    expect(asked).toHaveLength(3)
    feed.look([look({ from: 9000, to: 10_000 })])
    await settled()
    feed.look([look({ from: 9000, to: 10_500, end: 10_500 })])
    expect(asked.at(-1)?.to).toBe(10_500)
    await settled()
  })

  it('that nobody wants any more are given up, and those shown stay until better ones have come', async () => {
    let release = (): void => undefined
    const { feed, signals, onChange, settled } = opened(
      () => new Promise(resolve => (release = () => resolve(overview([[1, 0, 2, 3]]))))
    )
    feed.look([look()])
    release()
    await settled()
    const before = feed.columns('c1')
    feed.look([look({ from: 5000, to: 6000 })])
    expect(feed.columns('c1')).toBe(before)
    feed.look([look({ from: 8000, to: 9000 })])
    expect(signals[1].aborted).toBe(true)
    feed.look([])
    expect(signals[2].aborted).toBe(true)
    expect(feed.columns('c1')).toBeUndefined()
    expect(onChange).toHaveBeenCalledTimes(1)
  })

  it('that cannot be had are a problem until one tries again', async () => {
    let fails = true
    const { feed, asked, settled } = opened(async () => {
      if (fails) throw new SignalboxError('busy', 'it is being read')
      return overview([[1000, 0, 1, 1]])
    })
    feed.look([look()])
    await settled()
    expect(feed.problem).toMatchObject({ code: 'busy' })
    feed.look([look({ from: 7000, to: 8000 })])
    expect(asked).toHaveLength(1)
    fails = false
    feed.retry([look()])
    await settled()
    expect(feed.problem).toBeUndefined()
    expect(feed.columns('c1')).toBeDefined()
  })
})

describe('what a comparison remembers', () => {
  it('is made whole from anything', () => {
    expect(compareOptions.parse(undefined)).toEqual({ captures: [], align: 'time', moments: true })
    expect(compareOptions.parse({ captures: [{ id: '../x' }], align: 7 }).captures).toEqual([])
    expect(compareOptions.parse({ captures: [{ id: 'c1', shift: 'far' }], align: 'start' })).toMatchObject({
      captures: [{ id: 'c1', shift: 0, moment: null, channels: [] }],
      align: 'start'
    })
  })
})
