import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '@shared/model/event'
import {
  appendEntries,
  filterLines,
  journalCapacity,
  type JournalLine,
  lampKey,
  noteLampTimes
} from '@renderer/stores/journal-list'
import { eventOfEveryKind } from './samples'

const entry = (id: number, event: JournalEntry['event'] = eventOfEveryKind.mark): JournalEntry => ({
  id,
  session: 's1',
  device: 'Uno',
  event
})
const everything = { kinds: new Set<string>(), device: '', channel: '', search: '' }

describe('the journal the page keeps', () => {
  it('leaves out what it has already, as after a reconnect', () => {
    const lines = appendEntries([], [entry(1), entry(2)], 0)
    expect(appendEntries(lines, [entry(2), entry(3)], 2).map(line => line.entry.id)).toEqual([1, 2, 3])
    expect(appendEntries(lines, [entry(1), entry(2)], 2)).toBe(lines)
  })
  it('keeps the newest five thousand and gives every line a key of its own', () => {
    let lines: readonly JournalLine[] = []
    for (let batch = 0; batch < 3; batch++)
      lines = appendEntries(
        lines,
        Array.from({ length: 2500 }, (_, at) => entry(batch * 2500 + at + 1)),
        batch * 2500
      )
    expect(lines.length).toBe(journalCapacity)
    expect(lines[0].entry.id).toBe(2501)
    expect(new Set(lines.map(({ key }) => key)).size).toBe(journalCapacity)
    expect(
      appendEntries(
        lines,
        Array.from({ length: 9000 }, (_, at) => entry(at + 1)),
        0
      ).length
    ).toBe(journalCapacity)
  })
  it('goes on with new keys when a restarted engine counts from one again', () => {
    const lines = appendEntries(appendEntries([], [entry(1), entry(2)], 0), [entry(1)], 0)
    expect(lines.map(({ key }) => key)).toEqual([1, 2, 3])
  })
  it('filters by kind, device, channel and text, newest first', () => {
    const lines = appendEntries(
      [],
      [
        entry(1),
        entry(2, eventOfEveryKind.state),
        entry(3, eventOfEveryKind.anomaly),
        { ...entry(4), device: 'ESP32' }
      ],
      0
    )
    const ids = (filter: Partial<typeof everything>): number[] =>
      filterLines(lines, { ...everything, ...filter }).map(line => line.entry.id)
    expect(ids({})).toEqual([4, 3, 2, 1])
    expect(ids({ kinds: new Set(['state', 'anomaly']) })).toEqual([3, 2])
    expect(ids({ device: 'ESP32' })).toEqual([4])
    expect(ids({ channel: 'a' })).toEqual([3, 2])
    expect(ids({ search: 'RED LIMIT' })).toEqual([2])
    expect(ids({ search: 'nowhere' })).toEqual([])
  })
  it('knows since when a lamp shows what it shows', () => {
    const known = new Map()
    expect(noteLampTimes(known, [entry(1)])).toBe(known)
    const times = noteLampTimes(known, [entry(1, { ...eventOfEveryKind.state, time: 77 })])
    expect(times.get(lampKey('s1', 'a'))).toEqual({ time: 77, light: 'red' })
  })
})
