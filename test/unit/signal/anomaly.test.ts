import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnomalyDetector, AnomalySnapshot } from '@main/signal/anomaly'
import { MovingWindow } from '@main/signal/moving-window'
import type { AnomalySettings } from '@shared/model/settings'
import { runWindow, statisticsOf } from './windows'

const sample = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -20, max: 20 }) },
  { weight: 2, arbitrary: fc.integer({ min: -2000, max: 2000 }) },
  { weight: 1, arbitrary: fc.constant(NaN) }
)
const settings = fc.oneof(
  fc.record({
    kind: fc.constantFrom('zscore', 'deviation'),
    threshold: fc.integer({ min: 1, max: 8 }).map(n => n / 2)
  }),
  fc.constant({ kind: 'none' })
) as fc.Arbitrary<AnomalySettings>

interface Judged {
  readonly score: readonly number[]
  readonly anomaly: readonly number[]
  readonly edges: readonly number[]
}

function judge(
  detector: AnomalyDetector,
  columns: { values: readonly number[]; mean: readonly number[]; deviation: readonly number[] },
  batch: number
): Judged {
  const [score, anomaly, edges]: number[][] = [[], [], []]
  const { values, mean, deviation } = columns
  for (let from = 0; from < values.length; from += batch) {
    const part = (all: readonly number[]): Float64Array => Float64Array.from(all.slice(from, from + batch))
    const value = part(values)
    const [scores, flags] = [new Float64Array(value.length), new Uint8Array(value.length)]
    const rows = detector.judge({
      count: value.length,
      value,
      mean: part(mean),
      deviation: part(deviation),
      score: scores,
      anomaly: flags
    })
    edges.push(...rows.map(row => row + from))
    score.push(...scores)
    anomaly.push(...flags)
  }
  return { score, anomaly, edges }
}

/** From the definitions, sample by sample, with windows computed anew. */
function judgeNaively(values: readonly number[], window: number, how: AnomalySettings): Judged {
  const [score, anomaly, edges]: number[][] = [[], [], []]
  const samples: number[] = []
  let active = false
  values.forEach((x, row) => {
    let made = NaN
    if (!Number.isNaN(x)) {
      const before = samples.slice(-window)
      samples.push(x)
      if (how.kind === 'deviation') made = Math.abs(x - statisticsOf(samples.slice(-window))[0])
      else if (how.kind === 'zscore' && before.length >= Math.max(2, Math.min(window, 10))) {
        const [m, s] = statisticsOf(before)
        made = s === 0 ? (x === m ? 0 : Infinity) : Math.abs(x - m) / s
      }
    }
    const now = how.kind !== 'none' && made > how.threshold
    score.push(made)
    anomaly.push(now ? 1 : 0)
    if (now && !active) edges.push(row)
    if (!Number.isNaN(x)) active = now
  })
  return { score, anomaly, edges }
}

function detect(values: readonly number[], window: number, how: AnomalySettings, batch = 1000): Judged {
  return judge(
    new AnomalyDetector(how, window),
    { values, ...runWindow(new MovingWindow(window), values, batch) },
    batch
  )
}

describe('anomaly detection', () => {
  it('follows the definitions whatever the values, windows and batches', () => {
    fc.assert(
      fc.property(
        fc.array(sample, { maxLength: 80 }),
        fc.integer({ min: 1, max: 30 }),
        settings,
        fc.integer({ min: 1, max: 13 }),
        (values, window, how, batch) => {
          const made = detect(values, window, how, batch)
          const expected = judgeNaively(values, window, how)
          expected.score.forEach((score, row) => {
            if (Number.isFinite(score))
              expect(Math.abs(made.score[row] - score)).toBeLessThanOrEqual(1e-9 * (1 + score))
            else expect(made.score[row]).toBe(score)
          })
          // A score on the threshold may fall to either side by a rounding; such cases say nothing.
          if (how.kind !== 'none') fc.pre(expected.score.every(score => !(Math.abs(score - how.threshold) < 1e-9)))
          expect(made.anomaly).toEqual(expected.anomaly)
          expect(made.edges).toEqual(expected.edges)
        }
      ),
      { numRuns: 500 }
    )
  })

  it('lets no spike hide itself: z-scores use the samples before it only', () => {
    const values = [...Array.from({ length: 20 }, (_, row) => row % 2), 1000, 0, 1]
    const { score, edges } = detect(values, 10, { kind: 'zscore', threshold: 6 })
    expect(edges).toEqual([20])
    expect(score[20]).toBeCloseTo(999.5 / statisticsOf(values.slice(10, 20))[1], 6)
    expect(score[21]).toBeLessThan(1)
  })

  it('judges by z-score only with min(W, 10) earlier samples, and never with a window of one', () => {
    const values = Array.from({ length: 14 }, (_, row) => row % 3)
    const known = (window: number): number =>
      detect(values, window, { kind: 'zscore', threshold: 1 }).score.findIndex(score => !Number.isNaN(score))
    expect([1, 2, 3, 9, 10, 50].map(known)).toEqual([-1, 2, 3, 9, 10, 10])
  })

  it('scores 0 among equals and infinitely what differs from equals', () => {
    const { score, edges } = detect([...Array.from({ length: 12 }, () => 7), 7.5], 10, { kind: 'zscore', threshold: 6 })
    expect(score.slice(10)).toEqual([0, 0, Infinity])
    expect(edges).toEqual([12])
  })

  it('scores an infinite sample infinitely, and nothing else while it is in the window', () => {
    const values = [
      ...Array.from({ length: 12 }, (_, row) => row % 2),
      Infinity,
      ...Array.from({ length: 12 }, () => 1)
    ]
    for (const kind of ['zscore', 'deviation'] as const) {
      const { score, edges } = detect(values, 10, { kind, threshold: 6 })
      expect(edges).toEqual([12])
      expect(score[12]).toBe(Infinity)
      expect(score.slice(13, 22).every(Number.isNaN)).toBe(true)
      expect(Number.isFinite(score[24])).toBe(true)
    }
  })

  it('does not announce one anomaly twice because rows without a sample come between', () => {
    const calm = Array.from({ length: 12 }, (_, row) => row % 2)
    const { edges } = detect([...calm, 50, NaN, 90, NaN, 0, 200], 10, { kind: 'deviation', threshold: 20 })
    expect(edges).toEqual([12, 17])
  })

  it('goes on from a snapshot as if nothing had happened', () => {
    fc.assert(
      fc.property(
        fc.array(sample, { maxLength: 60 }),
        fc.nat(60),
        fc.integer({ min: 1, max: 20 }),
        settings,
        (values, cut, window, how) => {
          const statistics = runWindow(new MovingWindow(window), values, 8)
          const part = (from: number, to?: number): Parameters<typeof judge>[1] => ({
            values: values.slice(from, to),
            mean: statistics.mean.slice(from, to),
            deviation: statistics.deviation.slice(from, to)
          })
          const one = new AnomalyDetector(how, window)
          judge(one, part(0, cut), 8)
          const other = new AnomalyDetector(how, window)
          other.restore(AnomalySnapshot.parse(JSON.parse(JSON.stringify(one.snapshot()))))
          expect(judge(other, part(cut), 5)).toEqual(judge(one, part(cut), 5))
        }
      )
    )
  })

  it('judges by new settings from the next sample on', () => {
    const values = [...Array.from({ length: 20 }, (_, row) => row % 2), 4, 4]
    const { mean, deviation } = runWindow(new MovingWindow(10), values, 50)
    const detector = new AnomalyDetector({ kind: 'zscore', threshold: 100 }, 10)
    const head = { values: values.slice(0, 21), mean: mean.slice(0, 21), deviation: deviation.slice(0, 21) }
    expect(judge(detector, head, 50).edges).toEqual([])
    detector.configure({ kind: 'deviation', threshold: 1 }, 10)
    const tail = { values: values.slice(21), mean: mean.slice(21), deviation: deviation.slice(21) }
    expect(judge(detector, tail, 50).edges).toEqual([0])
  })
})
