import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Program } from '@main/signal/expression/program'
import { parseExpression } from '@shared/expression'

const rows = fc.array(
  fc.record({
    x: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -9, max: 9 }) }, { weight: 1, arbitrary: fc.constant(NaN) }),
    y: fc.integer({ min: -3, max: 3 }),
    step: fc.integer({ min: 0, max: 40 }),
    gap: fc.boolean().map(gap => gap),
    cut: fc.boolean()
  }),
  { minLength: 1, maxLength: 60 }
)
interface Row {
  readonly x: number
  readonly y: number
  readonly time: number
  /** Comes before the row. */
  readonly gap: boolean
}

/** Runs the program over the rows, in batches that end where `cut` says; `afterBatch` may replace the program. */
function run(
  text: string,
  all: readonly (Row & { cut: boolean })[],
  afterBatch: (program: Program) => Program = program => program
): number[] {
  let program = new Program(parseExpression(text).node)
  const out: number[] = []
  for (let from = 0; from < all.length;) {
    if (all[from].gap) program.interrupt()
    let to = from + 1
    while (to < all.length && !all[to].cut && !all[to].gap) to++
    const part = all.slice(from, to)
    const column = (pick: (row: Row) => number): Float64Array => Float64Array.from([...part.map(pick), 777])
    const values = program.compute({
      count: part.length,
      time: column(({ time }) => time),
      seconds: () => column(({ time }) => time / 1000),
      channel: name => column(row => (name === 'x' ? row.x : row.y)),
      room: () => new Float64Array(part.length + 1)
    })
    out.push(...values.subarray(0, part.length))
    program = afterBatch(program)
    from = to
  }
  return out
}

const samplesOf = (all: readonly Row[], at: number): Row[] => all.slice(0, at + 1).filter(({ x }) => x === x)
/** Those since the last gap. */
const freshOf = (all: readonly Row[], at: number): Row[] => {
  const gap = all.slice(0, at + 1).findLastIndex(row => row.gap)
  return all.slice(Math.max(0, gap), at + 1).filter(({ x }) => x === x)
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** What a row comes to, told anew from all rows before it. */
const naive: Record<string, (all: readonly Row[], at: number) => number> = {
  '(x - y) * 9.81 / 2 + y ^ 2': (all, at) => ((all[at].x - all[at].y) * 9.81) / 2 + all[at].y ** 2,
  'x > y && y != 0 ? -x : abs(y)': (all, at) => {
    const { x, y } = all[at]
    return x === x ? (x > y && y !== 0 ? -x : Math.abs(y)) : NaN
  },
  'delta(x)': (all, at) => {
    const fresh = freshOf(all, at)
    return fresh.length > 1 ? fresh.at(-1)!.x - fresh.at(-2)!.x : NaN
  },
  'delay(x, 3)': (all, at) => freshOf(all, at).at(-4)?.x ?? NaN,
  'mean(x, 4)': (all, at) =>
    mean(
      samplesOf(all, at)
        .slice(-4)
        .map(({ x }) => x)
    ),
  'rms(x, 5)': (all, at) =>
    Math.sqrt(
      mean(
        samplesOf(all, at)
          .slice(-5)
          .map(({ x }) => x * x)
      )
    ),
  'lowest(x, 4)': (all, at) =>
    Math.min(
      ...samplesOf(all, at)
        .slice(-4)
        .map(({ x }) => x)
    ),
  'highest(x, 3)': (all, at) =>
    Math.max(
      ...samplesOf(all, at)
        .slice(-3)
        .map(({ x }) => x)
    ),
  'count(x > 2)': (all, at) => samplesOf(all, at).filter(({ x }) => x > 2).length,
  'integral(x)': (all, at) => {
    let sum = 0
    let before: Row | undefined
    for (const row of all.slice(0, at + 1)) {
      if (row.gap) before = undefined
      if (row.x !== row.x) continue
      if (before) sum += ((row.x + before.x) * (row.time - before.time)) / 2000
      before = row
    }
    return sum
  },
  'ema(x, 0.25)': (all, at) =>
    samplesOf(all, at)
      .map(({ x }) => x)
      .reduce((smooth, x) => smooth + (x - smooth) / 4)
}

describe('a program', () => {
  const timed = (
    given: readonly { x: number; y: number; step: number; gap: boolean; cut: boolean }[]
  ): (Row & {
    cut: boolean
  })[] => {
    let time = 0
    return given.map(({ x, y, step, gap, cut }, index) => ({
      x,
      y,
      cut,
      gap: gap && index % 5 === 4,
      time: (time += step)
    }))
  }

  it.each(Object.entries(naive))('computes %s as told row by row, however the rows are cut', (text, expected) => {
    fc.assert(
      fc.property(rows, given => {
        const all = timed(given)
        run(text, all).forEach((value, at) => {
          const wanted = all[at].x === all[at].x ? expected(all, at) : NaN
          if (Number.isNaN(wanted)) expect(value).toBeNaN()
          else expect(value).toBeCloseTo(wanted, 9)
        })
      })
    )
  })

  it('goes on from a snapshot, and in a changed expression with the parts that are the same', () => {
    const text =
      'lowpass(x, 5) + highpass(x, 2) + derivative(x) + integral(x) + std(x, 6) + highest(x, 4) + unwrap(x, 7) + hold(x) + previous(x)'
    const { node } = parseExpression(text)
    fc.assert(
      fc.property(rows, given => {
        const all = timed(given)
        const through = run(text, all)
        const restored = run(text, all, program => {
          const next = new Program(node)
          next.restore(JSON.parse(JSON.stringify(program.snapshot())) as Record<string, unknown>)
          return next
        })
        expect(restored).toEqual(through)
        expect(run(text, all, program => new Program(node, program))).toEqual(through)
      })
    )
  })

  it('filters by the true sample times: a low-pass lets 63 % of a step pass in its time constant, whatever the rate', () => {
    for (const step of [1, 2, 5, 10]) {
      const all = Array.from({ length: 401 }, (_, at) => ({
        x: at === 0 ? 0 : 1,
        y: 0,
        time: at * step,
        gap: false,
        cut: false
      }))
      const hertz = 1000 / (2 * Math.PI * 100)
      expect(run(`lowpass(x, ${hertz})`, all)[100 / step]).toBeCloseTo(1 - Math.exp(-1), 9)
    }
  })
})
