import { describe, expect, it } from 'vitest'
import { latestValue, readAt } from '@renderer/charts/readout'
import { createBandPoints, fillBand } from '@renderer/charts/strip-band'
import { linesOf, mostLines, type StripChannel } from '@renderer/charts/strip-channel'
import { StripStore } from '@renderer/charts/strip-data'
import { visibleExtent } from '@renderer/charts/strip-extent'
import { paintMoments } from '@renderer/charts/strip-moments'
import { ribbonLines, ribbonRuns } from '@renderer/charts/strip-ribbon'
import { emptyScene, type StripLine } from '@renderer/charts/strip-scene'
import { lineLook } from '@renderer/charts/palette'
import { defaultChannelSettings } from '@shared/model/settings'
import { frameOf, type Row } from './frames'

const mapping = { from: 0, scale: 0.1, width: 100, height: 100, bottom: 0, unit: 1 }
const row = (index: number, value: number, gap = false): Row => ({ index, gap, values: [value] })

function storeOf(rows: readonly Row[], flags: readonly number[] = []): StripStore {
  const frame = frameOf(rows, { fromBucket: 0, channels: 1 })
  const [channel] = frame.channels
  const store = new StripStore(64)
  store.apply({ ...frame, channels: [{ ...channel, flags: Uint8Array.from(rows, (_, at) => flags[at] ?? 0) }] })
  return store
}

const channel: StripChannel = { index: 0, name: 'rpm', unit: '', ...lineLook(0), band: 0, lights: null }
const theme = { dark: false } as Parameters<typeof linesOf>[1]
const line = (change: Partial<StripChannel> = {}): StripLine => linesOf([{ ...channel, ...change }], theme)[0]

describe('state ribbons', () => {
  const runsOf = (rows: readonly Row[], flags: readonly number[]): ReturnType<typeof ribbonRuns> => {
    const store = storeOf(rows, flags)
    return ribbonRuns(store, store.of(0)!, mapping)
  }

  it('join rows of one state and change where the next one begins', () => {
    const runs = runsOf([row(1, 1), row(2, 1), row(5, 1), row(6, 1)], [0, 0, 2, 2])
    expect(runs.map(({ lamp }) => lamp)).toEqual([0, 2])
    expect(runs[0].to).toBeCloseTo(5.1, 9)
    expect(runs[1].from).toBeCloseTo(5.1, 9)
  })

  it('claim nothing across a gap', () => {
    const [before, after] = runsOf([row(1, 1), row(8, 1, true)], [1, 1])
    expect(before.to).toBeCloseTo(2.1, 9)
    expect(after.from).toBeCloseTo(8.1, 9)
  })

  it('hold through rows that have no value for the channel', () => {
    expect(runsOf([row(1, 1), row(2, NaN), row(3, 1)], [2, 0, 2])).toHaveLength(1)
  })

  it('are there only for channels with limits, or with a state other than green', () => {
    const limits = { ...defaultChannelSettings.lights, red: { low: null, high: 9 } }
    expect(ribbonLines(storeOf([row(1, 1)]), [line()])).toEqual([])
    expect(ribbonLines(storeOf([row(1, 1)]), [line({ lights: defaultChannelSettings.lights })])).toEqual([])
    expect(ribbonLines(storeOf([row(1, 1)]), [line({ lights: limits })])).toHaveLength(1)
    expect(ribbonLines(storeOf([row(1, 1)], [1]), [line()])).toHaveLength(1)
  })
})

describe('mean and band', () => {
  it('are one point for some columns: the widest band and the last mean', () => {
    const points = createBandPoints(1)
    const store = storeOf([row(0, 2), row(1, 8), row(2, 4), row(3, 1)])
    fillBand({ store, columns: store.of(0)!, band: 1 }, mapping, points)
    expect(points.count).toBe(2)
    expect([points.mean[0], points.upper[0], points.lower[0]]).toEqual([96, 84, 100])
  })

  it('end at a gap', () => {
    const points = createBandPoints(4)
    const store = storeOf([row(0, 2), row(9, 8, true)])
    fillBand({ store, columns: store.of(0)!, band: 1 }, mapping, points)
    expect([...points.ends.subarray(0, points.count)]).toEqual([1, 1])
  })
})

describe('the visible extent', () => {
  it('is that of the rows in the window, and the band adds at most a quarter to each side', () => {
    const store = storeOf([row(0, 500), row(20, 10), row(21, 14), row(60, 900)])
    const window = { from: 150, to: 400 }
    expect(visibleExtent(store, [line()], window)).toEqual({ low: 9, high: 15 })
    expect(visibleExtent(store, [line({ band: 3 })], window)).toEqual({ low: 7.5, high: 16.5 })
  })

  it('is unknown when nothing is visible', () => {
    expect(visibleExtent(storeOf([row(0, 5)]), [line()], { from: 500, to: 600 }).low).toBeNaN()
  })
})

describe('the readout', () => {
  const store = storeOf([row(10, 3), row(20, 7), row(21, NaN)], [0, 0b110])

  it('reads the nearest value, its lamp and whether it is an anomaly', () => {
    const [entry] = readAt(store, [line()], { time: 190, reach: 50 })
    expect(entry).toMatchObject({ time: 201, min: 6, max: 8, mean: 7, light: 'red', anomaly: true })
    expect(readAt(store, [line()], { time: 130, reach: 50 })[0]).toMatchObject({ time: 101, light: 'green' })
  })

  it('reads nothing where nothing is near', () => {
    expect(readAt(store, [line()], { time: 150, reach: 20 })).toEqual([])
    expect(readAt(store, [line({ index: 9 })], { time: 101, reach: 20 })).toEqual([])
  })

  it('knows the latest value of a channel that paused', () => {
    expect(latestValue(store, 0)).toBe(8)
    expect(latestValue(store, 9)).toBeNaN()
  })
})

describe('the lines of a chart', () => {
  it('are at most twelve', () => {
    const channels = Array.from({ length: 40 }, (_, index) => ({ ...channel, index }))
    expect(linesOf(channels, theme)).toHaveLength(mostLines)
  })
})

describe('marks', () => {
  /** What is written where, device px, and at which places a rule stands. */
  function painted(marks: readonly { time: number; label: string }[]): { words: string[]; rules: number[] } {
    const words: string[] = []
    const rules: number[] = []
    const nothing = (): void => undefined
    const context = {
      ...{ save: nothing, restore: nothing, setTransform: nothing, beginPath: nothing, rect: nothing, clip: nothing },
      ...{ stroke: nothing, setLineDash: nothing, fillRect: nothing, lineTo: nothing },
      moveTo: (x: number) => void rules.push(x),
      measureText: (text: string) => ({ width: text.length * 6 }),
      fillText: (text: string) => void (text !== '' && words.push(text))
    } as unknown as CanvasRenderingContext2D
    const scene = { ...emptyScene({ font: '11px sans-serif' } as Parameters<typeof emptyScene>[0]), marks }
    paintMoments(context, scene, { ...mapping, scale: 1, width: 400, left: 0, top: 0, ratio: 1 })
    return { words, rules }
  }

  it('stand at their time with their words', () => {
    const { words, rules } = painted([{ time: 50, label: 'door opened' }])
    expect([words, rules]).toEqual([['door opened'], [50.5]])
  })

  it('that are close give way with their words, never with their rule', () => {
    const { words, rules } = painted([
      { time: 52, label: 'second' },
      { time: 50, label: 'first of them' }
    ])
    expect([words, rules]).toEqual([['second'], [50.5, 52.5]])
  })

  it('out of sight are not painted', () => {
    expect(painted([{ time: 900, label: 'later' }])).toEqual({ words: [], rules: [] })
  })
})
