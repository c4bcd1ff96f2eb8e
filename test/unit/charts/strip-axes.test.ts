import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineReading, scaleText } from '@renderer/charts/line-reading'
import { logTicks, niceDecades } from '@renderer/charts/log-ticks'
import { axisIds, fittingGutter, gutterOf, mostAxes, onlyAxis, planAxes, usualAxis } from '@renderer/charts/strip-axes'
import { StripStore } from '@renderer/charts/strip-data'
import { hasNonPositive, visibleExtent } from '@renderer/charts/strip-extent'
import { drawnColumns, placeOf } from '@renderer/charts/strip-mapping'
import type { Plot } from '@renderer/charts/strip-plot'
import { AxisRanges, withFixedEnds } from '@renderer/charts/strip-ranges'
import type { StripLine, StripScene } from '@renderer/charts/strip-scene'
import { createSegments, fillSegments } from '@renderer/charts/strip-segments'
import { frameOf, type Row } from './frames'

const row = (index: number, value: number): Row => ({ index, gap: false, values: [value] })
function storeOf(rows: readonly Row[]): StripStore {
  const store = new StripStore(64)
  store.apply(frameOf(rows, { fromBucket: 0, channels: 1 }))
  return store
}
const line: StripLine = {
  channel: 0,
  name: 'a',
  unit: '',
  colour: '#000000',
  meanColour: '#000000',
  dash: [],
  band: 0,
  axis: 0,
  scale: 1,
  offset: 0,
  decimals: null,
  limits: null
}
const plot: Plot = {
  left: 0,
  top: 0,
  ratio: 1,
  from: 0,
  scale: 0.1,
  width: 100,
  height: 100,
  bottom: 0,
  unit: 1
}
const sceneOf = (store: StripStore, log: boolean): StripScene =>
  ({ store, axes: [{ ...onlyAxis, log }] }) as unknown as StripScene

describe('the axes of a chart', () => {
  it('are one for each unit, in the order of the lines', () => {
    const { axes, of } = planAxes([{ unit: 'V' }, { unit: 'A' }, { unit: 'V' }, { unit: '' }])
    expect(axes).toEqual([
      { id: 'y', unit: 'V' },
      { id: 'y2', unit: 'A' },
      { id: 'y3', unit: '' }
    ])
    expect(of).toEqual([0, 1, 0, 2])
  })
  it('are at most four: the rest shares the last one, which then has no unit', () => {
    const { axes, of } = planAxes(['V', 'A', 'W', 'K', 'm', 's'].map(unit => ({ unit })))
    expect(axes.map(({ unit }) => unit)).toEqual(['V', 'A', 'W', ''])
    expect(of).toEqual([0, 1, 2, 3, 3, 3])
  })
  it('are those the user chose, and lines without a choice keep away from them', () => {
    const { axes, of } = planAxes([{ unit: 'V' }, { unit: 'V', axis: 1 }, { unit: 'V', axis: 3 }])
    expect(axes.map(({ id }) => id)).toEqual(['y', 'y2', 'y3'])
    expect(of).toEqual([1, 0, 2])
  })
  it('always give every line an axis that is there', () => {
    const wishes = fc.array(
      fc.record({ unit: fc.constantFrom('', 'V', 'A', 'W', 'K', 'm'), axis: fc.constantFrom(null, 1, 2, 3, 4, 9) }),
      { minLength: 1, maxLength: 12 }
    )
    fc.assert(
      fc.property(wishes, lines => {
        const { axes, of } = planAxes(lines)
        expect(axes.length).toBeLessThanOrEqual(mostAxes)
        expect(new Set(of)).toEqual(new Set(axes.keys()))
        for (const [at, { axis }] of lines.entries())
          if (axis && axis <= mostAxes) expect(axes[of[at]].id).toBe(axisIds[axis - 1])
      })
    )
  })
  it('stand left and right in turn, and give way from the outside where a panel is narrow', () => {
    expect([1, 2, 3, 4].map(gutterOf)).toEqual([
      { left: 1, right: 0 },
      { left: 1, right: 1 },
      { left: 2, right: 1 },
      { left: 2, right: 2 }
    ])
    expect(fittingGutter(gutterOf(4), 1000, 74)).toEqual({ left: 2, right: 2 })
    expect(fittingGutter(gutterOf(4), 300, 74)).toEqual({ left: 1, right: 1 })
    expect(fittingGutter(gutterOf(4), 200, 74)).toEqual({ left: 1, right: 0 })
  })
})

describe('scale and offset', () => {
  const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  const scale = fc.double({ min: 0.001, max: 1000, noNaN: true })
  it('put a value where value * scale + offset of an unscaled line would be', () => {
    fc.assert(
      fc.property(finite, scale, fc.boolean(), finite, (value, size, turned, offset) => {
        const scene = sceneOf(storeOf([row(1, 1)]), false)
        const own = { ...line, scale: turned ? -size : size, offset }
        const drawn = value * own.scale + offset
        expect(placeOf(scene, own, plot, value)).toBeCloseTo(placeOf(scene, line, plot, drawn), 3)
      })
    )
  })
  it('keep the upper end above the lower one when a line is drawn upside down', () => {
    const store = storeOf([row(1, 10), row(2, 30)])
    const scene = sceneOf(store, false)
    const { drawn, plot: own } = drawnColumns(scene, { ...line, scale: -1, offset: 50 }, store.of(0)!, plot)
    const segments = createSegments(8)
    fillSegments(store, drawn, own, segments)
    // 10 +- 1 is drawn at 39 to 41, so between 59 and 61 from the top.
    expect(segments.top[0]).toBeLessThanOrEqual(59 + 1e-9)
    for (let at = 0; at < segments.count; at++) expect(segments.top[at]).toBeLessThanOrEqual(segments.bottom[at])
  })
  it('widen what the axis has to show', () => {
    const store = storeOf([row(1, 10), row(2, 30)])
    expect(visibleExtent(store, [{ ...line, scale: 10, offset: 5 }], { from: 0, to: 100 })).toEqual({
      low: 95,
      high: 315
    })
    expect(visibleExtent(store, [{ ...line, scale: -1, offset: 0 }], { from: 0, to: 100 })).toEqual({
      low: -31,
      high: -9
    })
  })
  it('are said as an oscilloscope says them', () => {
    expect(scaleText(10, 5)).toBe('×10 +5')
    expect(scaleText(-0.5, -3)).toBe('×−0.5 −3')
    expect(scaleText(1, 0)).toBe('')
  })
  it('leave readings alone, with the decimals asked for', () => {
    expect(lineReading(1.23456, 0.5, 2)).toBe('1.23')
    expect(lineReading(1.23456, 0.1)).toBe('1.235')
    expect(lineReading(0.123, NaN)).toBe('0.1230')
  })
})

describe('a log axis', () => {
  it('has decades as ticks, fewer where they are many, and more numbers where they are few', () => {
    expect(logTicks({ min: -1, max: 3 }, 6).labels).toEqual(['0.1', '1', '10', '100', '1000'])
    expect(logTicks({ min: 0, max: 12 }, 5).labels).toEqual(['1', '1000', '1e6', '1e9', '1e12'])
    expect(logTicks({ min: 0, max: 1 }, 6).labels).toEqual(['1', '2', '5', '10'])
  })
  it('never has more labels than there is room for, nor ticks outside', () => {
    const range = fc.tuple(
      fc.double({ min: -20, max: 20, noNaN: true }),
      fc.double({ min: 0.05, max: 30, noNaN: true })
    )
    fc.assert(
      fc.property(range, fc.integer({ min: 3, max: 12 }), ([min, size], count) => {
        const ticks = logTicks({ min, max: min + size }, count)
        expect(ticks.values.length).toBe(ticks.labels.length)
        expect(ticks.values.length).toBeLessThanOrEqual(count + 2)
        for (const place of [...ticks.values, ...ticks.minor]) {
          expect(place).toBeGreaterThanOrEqual(min - 1e-6)
          expect(place).toBeLessThanOrEqual(min + size + 1e-6)
        }
      })
    )
  })
  it('begins and ends at round numbers around what it shows', () => {
    expect(niceDecades(0.3, 2.6)).toEqual({ min: 0, max: 3 })
    fc.assert(
      fc.property(
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.double({ min: 0, max: 6, noNaN: true }),
        (low, size) => {
          const { min, max } = niceDecades(low, low + size)
          expect(min).toBeLessThanOrEqual(low)
          expect(max).toBeGreaterThanOrEqual(low + size)
          expect(min).toBeLessThan(max)
        }
      )
    )
  })
  it('draws values above zero in decades, and breaks the line where there are none', () => {
    const store = storeOf([row(1, 101), row(2, -5), row(3, 101)])
    const { drawn } = drawnColumns(sceneOf(store, true), line, store.of(0)!, plot)
    expect(drawn.min[0]).toBeCloseTo(2, 9)
    expect([...drawn.hole!.subarray(0, 3)]).toEqual([0, 1, 0])
    const segments = createSegments(8)
    fillSegments(store, drawn, plot, segments)
    expect([...segments.x.subarray(0, segments.count)]).toEqual([1, 3])
  })
  it('finds its range among what is above zero, and tells when something is not', () => {
    const store = storeOf([row(1, 100), row(2, 0), row(3, 1000)])
    const { low, high } = visibleExtent(store, [line], { from: 0, to: 100, log: true })
    expect([low, high]).toEqual([0, Math.log10(1001)])
    expect(hasNonPositive(store, [line], { from: 0, to: 100 })).toBe(true)
    expect(hasNonPositive(store, [line], { from: 25, to: 100 })).toBe(true)
    expect(hasNonPositive(storeOf([row(1, 5)]), [line], { from: 0, to: 100 })).toBe(false)
  })
})

describe('the ranges of axes', () => {
  const window = { from: 0, to: 100 }
  const time = { now: 0, patience: 0 }
  const find = (ranges: AxisRanges, store: StripStore): { min: number; max: number } =>
    ranges.find(store, window, time).get('y')!

  it('are what the user zoomed to, before what is fixed, before what the data need', () => {
    const ranges = new AxisRanges()
    const store = storeOf([row(1, 10), row(2, 20)])
    ranges.use([line], [onlyAxis])
    expect(find(ranges, store).max).toBeGreaterThanOrEqual(21)
    ranges.use([line], [{ ...onlyAxis, min: -5, max: 5 }])
    expect(find(ranges, store)).toEqual({ min: -5, max: 5 })
    ranges.setManual({ y: { min: 1, max: 2 } })
    expect(find(ranges, store)).toEqual({ min: 1, max: 2 })
    ranges.setManual({})
    expect(find(ranges, store)).toEqual({ min: -5, max: 5 })
  })
  it('stay while they are locked, and fit again afterwards', () => {
    const ranges = new AxisRanges()
    ranges.use([line], [onlyAxis])
    const before = find(ranges, storeOf([row(1, 10), row(2, 20)]))
    ranges.lock(true)
    expect(find(ranges, storeOf([row(1, 1000)]))).toEqual(before)
    ranges.lock(false)
    expect(find(ranges, storeOf([row(1, 1000)])).max).toBeGreaterThan(1000)
  })
  it('survive ends that contradict the data or the axis', () => {
    const range = { min: 0, max: 10 }
    expect(withFixedEnds({ ...onlyAxis, min: 50 }, range)).toEqual({ min: 50, max: 60 })
    expect(withFixedEnds({ ...onlyAxis, max: -50 }, range)).toEqual({ min: -60, max: -50 })
    expect(withFixedEnds({ ...onlyAxis, min: 3, max: 1 }, range)).toEqual(range)
    expect(withFixedEnds({ ...onlyAxis, ...usualAxis, log: true, min: -3, max: 100 }, { min: 0, max: 1 })).toEqual({
      min: 0,
      max: 2
    })
  })
})
