import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Item } from '@shared/model/item'
import { inTimeOrder } from '@main/pipeline/time-order'

const anomaly = (time: number): Item => ({ kind: 'anomaly', time, channel: 'a', sample: 0, value: 0, score: 0 })
const state = (time: number): Item => ({
  kind: 'state',
  time,
  channel: 'a',
  sample: 0,
  value: 0,
  from: 'green',
  to: 'red',
  cause: ''
})
const mark = (time: number): Item => ({ kind: 'mark', time, label: '' })

describe('events of one read', () => {
  it('are told in the order in which they happened', () => {
    const items = [mark(9), anomaly(5), anomaly(7), state(4), state(5), mark(0), state(2), anomaly(1)]
    expect(inTimeOrder(items)).toEqual([
      mark(9),
      state(4),
      anomaly(5),
      state(5),
      anomaly(7),
      mark(0),
      anomaly(1),
      state(2)
    ])
  })

  it('are all kept, and never cross another item', () => {
    const item = fc.tuple(fc.nat(9), fc.constantFrom(anomaly, state, mark)).map(([time, make]) => make(time))
    fc.assert(
      fc.property(fc.array(item), items => {
        const ordered = inTimeOrder(items)
        expect(ordered.map((one, at) => (one.kind === 'mark' ? at : -1))).toEqual(
          items.map((one, at) => (one.kind === 'mark' ? at : -1))
        )
        expect(new Set(ordered)).toEqual(new Set(items))
        expect(ordered).toHaveLength(items.length)
      })
    )
  })
})
