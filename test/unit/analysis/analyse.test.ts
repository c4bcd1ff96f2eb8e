import { describe, expect, it } from 'vitest'
import { analyse, type AnalyseOptions } from '@shared/analysis/analyse'
import { findPeaks } from '@shared/analysis/peaks'
import type { SampleBlock } from '@shared/analysis/segments'

const options: AnalyseOptions = {
  size: 256,
  overlap: 0.5,
  window: 'hann',
  removeMean: true,
  averaging: 'none',
  count: 4
}

/** `count` samples of a sine of amplitude 3 at 12.5 Hz, 100 a second, from sample `first` on. */
function sine(first: number, count: number): SampleBlock {
  const time = Float64Array.from({ length: count }, (_, at) => 1.7e12 + (first + at) * 10)
  const value = time.map((_, at) => 5 + 3 * Math.sin(2 * Math.PI * 12.5 * (first + at) * 0.01))
  return { time, value, gap: new Uint8Array(count) }
}

describe('from samples to a spectrum', () => {
  it.each(['none', 'exponential', 'linear', 'maximum'] as const)('finds a known sine, averaging %s', averaging => {
    const analyser = analyse({ ...options, averaging })
    let result = analyser.send(sine(0, 10))
    expect(result).toBeNull()
    for (let at = 10; at < 1000; at += 90) result = analyser.send(sine(at, 90))
    const [peak] = findPeaks(result!.spectrum, { count: 1 })
    expect(peak.frequency).toBeCloseTo(12.5, 3)
    expect(peak.amplitude).toBeCloseTo(3, 3)
    expect(result!.segment).toMatchObject({ times: 'even', short: false })
  })

  it('shows a preview of fewer samples until the first segment is full', () => {
    const analyser = analyse({ ...options, averaging: 'linear' })
    expect(analyser.send(sine(0, 100))).toMatchObject({ spectrum: { size: 64, count: 1 }, segment: { short: true } })
    expect(analyser.send(sine(100, 200))).toMatchObject({
      spectrum: { size: 256, count: 1 },
      segment: { short: false }
    })
  })

  it('keeps what it has when nothing is new', () => {
    const analyser = analyse(options)
    const first = analyser.send(sine(0, 300))
    expect(analyser.send(sine(300, 0))).toBe(first)
  })
})
