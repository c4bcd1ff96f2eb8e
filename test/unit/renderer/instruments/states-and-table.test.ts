import { describe, expect, it } from 'vitest'
import { StripStore } from '@renderer/charts/strip-data'
import { lampRuns } from '@renderer/panels/states/lamp-runs'
import { sortedRows } from '@renderer/panels/table/table-rows'
import type { ShownChannel } from '@renderer/stores/looks'
import { shownChannels } from './shown'

/** A store of one channel with a bucket a millisecond; null is a bucket without a value. */
function storeOf(lamps: readonly (number | null)[], gaps: readonly number[] = []): StripStore {
  const rows = lamps.length
  const value = Float64Array.from(lamps, lamp => (lamp === null ? NaN : 1))
  const store = new StripStore(rows)
  store.apply({
    subscription: 1,
    sequence: 1,
    bucket: 1,
    fromBucket: 0,
    newest: rows - 1,
    rows,
    time: Float64Array.from(lamps, (_, row) => row),
    gap: Uint8Array.from(lamps, (_, row) => Number(gaps.includes(row))),
    channels: [
      {
        index: 0,
        min: value,
        max: value,
        mean: value,
        deviation: value,
        flags: Uint8Array.from(lamps, lamp => lamp ?? 0)
      }
    ]
  })
  return store
}

describe('the state timeline', () => {
  it('joins what stays the same, and ends with the newest sample', () => {
    expect([...lampRuns(storeOf([0, 0, 2, 2, 1, 0]), 0)]).toEqual([
      { lamp: 0, from: 0, to: 2 },
      { lamp: 2, from: 2, to: 4 },
      { lamp: 1, from: 4, to: 5 },
      { lamp: 0, from: 5, to: 5 }
    ])
  })

  it('says nothing across a gap, nor of a channel it does not know', () => {
    expect([...lampRuns(storeOf([2, 2, 2, 2], [2]), 0)]).toEqual([
      { lamp: 2, from: 0, to: 2 },
      { lamp: 2, from: 2, to: 3 }
    ])
    expect([...lampRuns(storeOf([0, 0]), 7)]).toEqual([])
  })

  it('passes over buckets without a value', () => {
    expect([...lampRuns(storeOf([1, null, null, 1]), 0)]).toEqual([{ lamp: 1, from: 0, to: 3 }])
  })
})

describe('the table', () => {
  const rows = shownChannels(['b10', 'b9', 'a'])
  const values = [3, null, 1]
  const valued: ShownChannel[] = rows.map((row, at) => ({ ...row, channel: { ...row.channel, value: values[at] } }))
  const names = (sorted: readonly ShownChannel[]): string[] => sorted.map(({ label }) => label)

  it('sorts by numbers with what is missing last, both ways', () => {
    expect(names(sortedRows(valued, { column: 'value', ascending: true }))).toEqual(['a', 'b10', 'b9'])
    expect(names(sortedRows(valued, { column: 'value', ascending: false }))).toEqual(['b10', 'a', 'b9'])
  })

  it('sorts names as people count', () => {
    expect(names(sortedRows(valued, { column: 'name', ascending: true }))).toEqual(['a', 'b9', 'b10'])
    expect(names(sortedRows(valued, null))).toEqual(['b10', 'b9', 'a'])
  })
})
