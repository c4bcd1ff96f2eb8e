import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '@shared/model/event'
import type { Light } from '@shared/model/batch'
import { limitReds, quietFor } from '@renderer/stores/red-limiter'
import { eventOfEveryKind } from './samples'

const turn = (channel: string, to: Light = 'red'): JournalEntry => ({
  id: 1,
  session: 's1',
  device: 'Uno',
  event: { ...eventOfEveryKind.state, channel, to }
})

function limiter(): (now: number, ...entries: JournalEntry[]) => string[] {
  const limit = limitReds()
  limit.next()
  return (now, ...entries) => limit.next({ entries, now }).value.map(({ event, times }) => `${event.channel} ${times}`)
}

describe('news of red lamps', () => {
  it('come at once, all that turned red together', () => {
    expect(limiter()(0, turn('a'), turn('b'), turn('c', 'yellow'))).toEqual(['a 1', 'b 1'])
  })
  it('come once for a lamp that flaps, and later with how often it did', () => {
    const tell = limiter()
    expect(tell(0, turn('a'))).toEqual(['a 1'])
    for (let now = 1000; now < quietFor; now += 1000) expect(tell(now, turn('a', 'green'), turn('a'))).toEqual([])
    expect(tell(quietFor, turn('a'))).toEqual(['a 30'])
  })
  it('count a lamp that flaps within one moment as one', () => {
    expect(limiter()(0, turn('a'), turn('a', 'green'), turn('a'))).toEqual(['a 2'])
  })
  it('of another lamp are not held back', () => {
    const tell = limiter()
    tell(0, turn('a'))
    expect(tell(10, turn('b'))).toEqual(['b 1'])
  })
})
