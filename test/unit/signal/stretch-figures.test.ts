import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresOf, joinFigures, noFigures, type StretchFigures } from '@main/signal/stretch-figures'

const steps = fc.array(
  fc.record({
    step: fc.integer({ min: 0, max: 5000 }),
    value: fc.oneof(
      { weight: 4, arbitrary: fc.double({ min: -1e4, max: 1e4, noNaN: true }) },
      { weight: 1, arbitrary: fc.constant(NaN) }
    ),
    gap: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) })
  }),
  { minLength: 1, maxLength: 120 }
)
type Step = { readonly step: number; readonly value: number; readonly gap: number }

function timesOf(rows: readonly Step[]): number[] {
  let time = 1_700_000_000_000
  return rows.map(({ step }) => (time += step))
}

/** Straight from the definitions. */
function naive(rows: readonly Step[]): Partial<StretchFigures> {
  const times = timesOf(rows)
  const present = rows.map(({ value }, row) => ({ value, row })).filter(({ value }) => !Number.isNaN(value))
  const count = present.length
  const values = present.map(({ value }) => value)
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  let integral = 0
  for (const [at, { value, row }] of present.entries()) {
    const before = present[at - 1]
    if (!before || rows.slice(before.row + 1, row + 1).some(({ gap }) => gap === 1)) continue
    integral += ((times[row]! - times[before.row]!) / 1000) * ((value + before.value) / 2)
  }
  return {
    count,
    missing: rows.length - count,
    min: Math.min(...values),
    max: Math.max(...values),
    mean,
    squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0),
    integral,
    first: values[0],
    last: values.at(-1)
  }
}

describe('figures of a stretch', () => {
  it('are those of the definitions, however the stretch is cut into batches and the batches are joined', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (rows, cuts) => {
        const times = Float64Array.from(timesOf(rows))
        const parts: StretchFigures[] = []
        for (let start = 0, cut = 0; start < rows.length; cut++) {
          const end = Math.min(rows.length, start + cuts[cut % cuts.length]!)
          const part = rows.slice(start, end)
          parts.push(
            figuresOf(
              { count: part.length, time: times.subarray(start, end), gap: Uint8Array.from(part, ({ gap }) => gap) },
              Float64Array.from(part, ({ value }) => value)
            )
          )
          start = end
        }
        const middle = Math.floor(parts.length / 2)
        const inOrder = parts.reduce(joinFigures, noFigures)
        const inHalves = joinFigures(
          parts.slice(0, middle).reduce(joinFigures, noFigures),
          parts.slice(middle).reduce(joinFigures, noFigures)
        )
        const wanted = naive(rows)
        for (const found of [inOrder, inHalves]) {
          expect([found.count, found.missing]).toEqual([wanted.count, wanted.missing])
          if (found.count === 0) continue
          expect([found.min, found.max, found.first, found.last]).toEqual([
            wanted.min,
            wanted.max,
            wanted.first,
            wanted.last
          ])
          expect(found.mean).toBeCloseTo(wanted.mean!, 6)
          expect(Math.abs(found.squares - wanted.squares!)).toBeLessThan(1e-6 * (1 + wanted.squares!))
          expect(Math.abs(found.integral - wanted.integral!)).toBeLessThan(1e-9 * 1e4 * 5 * rows.length)
        }
      })
    )
  })
})
