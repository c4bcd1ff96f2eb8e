import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spectrumAverage } from '@shared/analysis/average'
import { meanSquares, type Spectrum } from '@shared/analysis/mean-squares'
import { resampleEvenly, samplingOf } from '@shared/analysis/sampling'
import { segments, type SampleBlock } from '@shared/analysis/segments'
import { normalNoise } from './noise'

const times = (count: number, interval: number, start = 1.7e12): Float64Array =>
  Float64Array.from({ length: count }, (_, at) => start + at * interval)
const block = (time: Float64Array, value: Float64Array = time.slice(), gaps: readonly number[] = []): SampleBlock => {
  const gap = new Uint8Array(time.length)
  for (const at of gaps) gap[at] = 1
  return { time, value, gap }
}

describe('the rate, from the times', () => {
  it('is exact for an even grid, at any rate and long after the epoch', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 50, noNaN: true }), interval => {
        const { rate, jitter } = samplingOf(times(1000, interval))
        expect(rate * interval).toBeCloseTo(1000, 1)
        expect(jitter).toBeLessThan(0.02)
      })
    )
  })
  it('is not misled by a late sample at the end, and tells how uneven the times are', () => {
    const time = times(1000, 10)
    time[999] += 9
    expect(samplingOf(time).rate).toBeCloseTo(100, 2)
    const noise = normalNoise(5000, 1, 2)
    const jittery = times(5000, 10).map((at, row) => at + noise[row])
    expect(samplingOf(jittery).jitter).toBeCloseTo(0.2, 2)
  })
  it('is not known from one time', () => {
    expect(samplingOf(times(1, 1)).rate).toBeNaN()
    expect(samplingOf(Float64Array.of(5, 5, 5)).rate).toBeNaN()
  })
})

describe('resampling', () => {
  it('gives back a straight line from uneven times', () => {
    const time = Float64Array.of(0, 1, 5, 6, 10)
    expect([
      ...resampleEvenly(
        time,
        time.map(at => 3 * at - 1)
      )
    ]).toEqual([-1, 6.5, 14, 21.5, 29])
  })
  it('bears several samples at one time', () => {
    expect(
      [...resampleEvenly(Float64Array.of(0, 0, 4, 4, 8), Float64Array.of(1, 2, 3, 4, 5))].every(Number.isFinite)
    ).toBe(true)
  })
})

describe('cutting into segments', () => {
  it('gives every full segment a hop after the one before, in whatever blocks the samples come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 20 }),
        fc.constantFrom(0, 0.5, 0.75),
        (counts, overlap) => {
          const cutter = segments({ size: 64, overlap, take: 'hop' })
          const total = counts.reduce((sum, count) => sum + count, 0)
          const all = times(total, 1, 0)
          let at = 0
          const found = counts.flatMap(count => cutter.send(block(all.slice(at, (at += count)))))
          const hop = 64 * (1 - overlap)
          expect(found.map(({ from }) => from)).toEqual(
            Array.from({ length: Math.max(0, Math.floor((total - 64) / hop) + 1) }, (_, index) => index * hop)
          )
          for (const one of found) expect([...one.samples]).toEqual([...all.slice(one.from, one.from + 64)])
        }
      )
    )
  })
  it('never joins what lies on both sides of a gap or of a long pause', () => {
    const cutter = segments({ size: 64, overlap: 0, take: 'hop' })
    expect(cutter.send(block(times(80, 1, 0), undefined, [40]))).toEqual([])
    expect(cutter.send(block(times(63, 1, 5000)))).toEqual([])
    expect(cutter.send(block(times(1, 1, 5063))).map(({ from, to }) => [from, to])).toEqual([[5000, 5063]])
  })
  it('gives the newest samples after each block, fewer while there are no more', () => {
    const cutter = segments({ size: 128, overlap: 0, take: 'newest' })
    const sizes = [20, 20, 30, 100].map((count, at) => cutter.send(block(times(count, 1, [0, 20, 40, 70][at]))))
    expect(sizes.map(list => list.map(({ samples, to, short }) => [samples.length, to, short]))).toEqual([
      [],
      [[32, 39, true]],
      [[64, 69, true]],
      [[128, 169, false]]
    ])
    expect(cutter.send(block(new Float64Array(0)))).toEqual([])
  })
  it('leaves out rows that have no value of the channel', () => {
    const value = times(128, 1, 0).map(at => (at % 2 === 0 ? at : NaN))
    const [segment] = segments({ size: 64, overlap: 0, take: 'hop' }).send(block(times(128, 1, 0), value))
    expect(segment.rate).toBeCloseTo(500, 9)
    expect(segment.samples.at(-1)).toBe(126)
  })
  it('says when it had to put samples on an even grid', () => {
    const uneven = times(64, 10, 0).map((at, row) => at + (row % 2) * 4)
    const cutter = segments({ size: 64, overlap: 0, take: 'hop' })
    expect(cutter.send(block(uneven))[0]).toMatchObject({ times: 'resampled' })
    expect(cutter.send(block(times(64, 10, 640)))[0]).toMatchObject({ times: 'even' })
  })
  it('takes samples that came in bunches as even: the line was uneven, not the device', () => {
    const bunched = times(64, 10, 0).map((at, row) => Math.ceil((row + 1) / 16) * 160 + (row % 16) * 0.01 + 0 * at)
    const [segment] = segments({ size: 64, overlap: 0, take: 'hop' }).send(block(bunched, times(64, 1, 0)))
    expect(segment.times).toBe('bunched')
    expect([...segment.samples]).toEqual([...times(64, 1, 0)])
  })
  it('tells the rate of samples that share one time from the bunches around them', () => {
    const cutter = segments({ size: 64, overlap: 0, take: 'hop' })
    // 5000 samples every 50 ms, all of them with the time at which they were read.
    const time = times(100_000, 0.01, 0).map(at => Math.floor(at / 50) * 50)
    const found = cutter.send(block(time, times(100_000, 1, 0)))
    expect(found.at(-1)).toMatchObject({ times: 'bunched', rate: 100_000 })
    expect(found.every(({ rate }) => rate > 0)).toBe(true)
  })
  it('bounds the segments a second', () => {
    const cutter = segments({ size: 64, overlap: 0.9, take: 'hop', shortestHop: 100 })
    expect(cutter.send(block(times(10_000, 0.1, 0))).length).toBeLessThanOrEqual(11)
  })
})

describe('averaging', () => {
  const flat = (level: number, lines = 17): Spectrum => ({
    size: 2 * (lines - 1),
    step: 1,
    bandwidth: 1,
    meanSquare: new Float64Array(lines).fill(level)
  })
  const levels = (
    averaging: Parameters<typeof spectrumAverage>[0]['averaging'],
    count: number,
    of: number[]
  ): number[] => {
    const average = spectrumAverage({ averaging, count })
    return of.map(level => average.send(flat(level)).meanSquare[3])
  }
  it('none shows each as it is', () => expect(levels('none', 3, [1, 5, 2])).toEqual([1, 5, 2]))
  it('linear is the mean of the last few', () => expect(levels('linear', 2, [1, 5, 2, 4])).toEqual([1, 3, 3.5, 3]))
  it('exponential begins as a mean and then forgets', () =>
    expect(levels('exponential', 2, [1, 5, 2, 2])).toEqual([1, 3, 2.5, 2.25]))
  it('maximum keeps the highest', () => expect(levels('maximum', 3, [1, 5, 2])).toEqual([1, 5, 5]))
  it('begins anew for a spectrum of another size', () => {
    const average = spectrumAverage({ averaging: 'maximum', count: 3 })
    average.send(flat(9))
    expect(average.send(flat(1, 33))).toMatchObject({ size: 64, count: 1 })
    expect(average.send(flat(1, 33)).meanSquare[0]).toBe(1)
  })
  it('makes the noise floor of many segments flat', () => {
    const average = spectrumAverage({ averaging: 'linear', count: 100 })
    const noise = normalNoise(100 * 128, 5, 1)
    let result = flat(0)
    for (let at = 0; at < noise.length; at += 128)
      result = average.send(meanSquares(noise.slice(at, at + 128), 1, { window: 'hann', removeMean: false }))
    const inner = [...result.meanSquare.subarray(2, -2)]
    expect(Math.max(...inner) / Math.min(...inner)).toBeLessThan(2)
  })
})
