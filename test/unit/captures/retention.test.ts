import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beyondBudget, type Kept } from '@main/captures/retention'
import { type RecordingBudget, unlimitedBudget } from '@shared/model/recording-budget'

const day = 86_400_000
const now = 1000 * day

const kept: fc.Arbitrary<Kept> = fc
  .record({
    days: fc.integer({ min: 0, max: 40 }),
    hours: fc.integer({ min: 0, max: 100 }),
    status: fc.constantFrom('recording' as const, 'complete' as const, 'recovered' as const),
    bytesOnDisk: fc.integer({ min: 0, max: 1000 }),
    pinned: fc.boolean(),
    madeDays: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 2 })
  })
  .map(({ days, hours, status, bytesOnDisk, pinned, madeDays }) => {
    const end = now - days * day
    const made = madeDays === null ? null : now - madeDays * day
    return { id: '', run: '', start: end - hours * 3_600_000, end, made, status, bytesOnDisk, notes: { pinned } }
  })
const folders = fc.array(kept, { maxLength: 30 }).map(list => list.map((one, index) => ({ ...one, id: `c${index}` })))
const budgets: fc.Arbitrary<RecordingBudget> = fc.record({
  days: fc.option(fc.integer({ min: 1, max: 40 })),
  bytes: fc.option(fc.integer({ min: 0, max: 20_000 })),
  partHours: fc.constant(24),
  partBytes: fc.constant(2e9)
})

function holds(promise: (captures: readonly Kept[], budget: RecordingBudget, gone: readonly Kept[]) => void): void {
  fc.assert(
    fc.property(folders, budgets, (captures, budget) => {
      const ids = beyondBudget(captures, budget, now)
      promise(
        captures,
        budget,
        ids.map(id => captures.find(capture => capture.id === id)!)
      )
    })
  )
}
const isOld = (capture: Kept, { days }: RecordingBudget): boolean =>
  days !== null && (capture.made ?? capture.end) < now - days * day
const isFree = ({ status, notes }: Kept): boolean => status !== 'recording' && !notes.pinned
const bytesOf = (captures: readonly Kept[]): number => captures.reduce((sum, { bytesOnDisk }) => sum + bytesOnDisk, 0)

describe('the budget', () => {
  test('never takes what is pinned or being recorded', () => {
    holds((_, __, gone) => expect(gone.filter(capture => !isFree(capture))).toEqual([]))
  })

  test('takes everything free that ended too long ago', () => {
    holds((captures, budget, gone) => {
      for (const capture of captures) if (isFree(capture) && isOld(capture, budget)) expect(gone).toContain(capture)
    })
  })

  test('takes for bytes the oldest first, and never one more than needed', () => {
    holds((captures, budget, gone) => {
      const forBytes = gone.filter(capture => !isOld(capture, budget))
      const left = captures.filter(capture => !gone.includes(capture))
      for (const capture of left.filter(isFree))
        for (const taken of forBytes)
          expect(taken.made ?? taken.start).toBeLessThanOrEqual(capture.made ?? capture.start)
      if (forBytes.length === 0) return
      expect(budget.bytes).not.toBeNull()
      expect(bytesOf(left) + forBytes.at(-1)!.bytesOnDisk).toBeGreaterThan(budget.bytes!)
    })
  })

  test('is kept, unless what is left cannot be taken', () => {
    holds((captures, budget, gone) => {
      const left = captures.filter(capture => !gone.includes(capture))
      if (budget.bytes !== null && left.some(isFree)) expect(bytesOf(left)).toBeLessThanOrEqual(budget.bytes)
    })
  })

  test('without limits takes nothing', () => {
    holds((captures, _, __) => expect(beyondBudget(captures, unlimitedBudget, now)).toEqual([]))
  })

  test('takes an import of old measurements for as young as its import', () => {
    const old = { run: '', start: 0, end: 1, status: 'complete' as const, bytesOnDisk: 10, notes: { pinned: false } }
    const captures = [
      { ...old, id: 'recorded', made: null },
      { ...old, id: 'imported', made: now - day / 2 }
    ]
    expect(beyondBudget(captures, { ...unlimitedBudget, days: 1 }, now)).toEqual(['recorded'])
    expect(beyondBudget(captures, { ...unlimitedBudget, bytes: 10 }, now)).toEqual(['recorded'])
  })

  test('keeps every part of a recording of which one is pinned', () => {
    const part = (id: string, run: string, pinned: boolean): Kept => ({
      ...{ id, run, start: 0, end: 1, made: null, status: 'complete', bytesOnDisk: 10 },
      notes: { pinned }
    })
    const captures = [part('a', 'a', false), part('b', 'a', true), part('c', 'c', false), part('d', '', false)]
    const budget = { days: 1, bytes: null, partHours: 24, partBytes: 2e9 }
    expect(beyondBudget(captures, budget, now)).toEqual(['c', 'd'])
  })
})
