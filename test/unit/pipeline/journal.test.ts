import { describe, expect, it } from 'vitest'
import { manualClock } from '@shared/base/manual-clock'
import { createJournal, type Journal } from '@main/pipeline/journal'

function fill(journal: Journal, from: number, to: number): void {
  for (let number = from; number <= to; number++)
    journal.add('s1', 'device', { kind: 'mark', time: number, label: String(number) })
}

describe('the journal', () => {
  it('starts a watcher with what is kept after the entry it knows, then sends what is new', async () => {
    const clock = manualClock()
    const journal = createJournal(clock)
    fill(journal, 1, 5)
    const watcher = journal.watch(2, new AbortController().signal)
    expect((await watcher.next()).value?.entries.map(({ id }) => id)).toEqual([3, 4, 5])
    const next = watcher.next()
    await clock.advance(0)
    fill(journal, 6, 7)
    await clock.advance(1000)
    expect((await next).value?.entries.map(({ id }) => id)).toEqual([6, 7])
  })

  it('counts what a watcher could not see any more', async () => {
    const journal = createJournal(manualClock(), 10)
    fill(journal, 1, 25)
    const first = await journal.watch(0, new AbortController().signal).next()
    expect(first.value).toMatchObject({ dropped: 15 })
    expect(first.value?.entries.map(({ id }) => id)).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 24, 25])
    expect(journal.queue).toMatchObject({ capacity: 10, fill: 10, whenFull: 'dropOldest', dropped: 15 })
  })

  it('begins anew for a watcher that knows a number from before a restart', async () => {
    const journal = createJournal(manualClock())
    fill(journal, 1, 2)
    const first = await journal.watch(500, new AbortController().signal).next()
    expect(first.value?.entries.map(({ id }) => id)).toEqual([1, 2])
  })

  it('lets a waiting watcher go when its view goes', async () => {
    const gone = new AbortController()
    const watcher = createJournal(manualClock()).watch(0, gone.signal)
    await watcher.next()
    const parked = watcher.next()
    gone.abort()
    await expect(parked).rejects.toMatchObject({ code: 'cancelled' })
  })
})
