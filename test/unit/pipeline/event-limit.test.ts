import { describe, expect, it } from 'vitest'
import type { StreamEvent } from '@shared/model/event'
import { EventLimit, eventsAChannel, eventsASession } from '@main/pipeline/event-limit'

const anomaly = (time: number, channel = 'a'): StreamEvent => {
  return { kind: 'anomaly', time, channel, sample: time, value: 1, score: 9 }
}
const state = (time: number, to: 'green' | 'red', channel = 'a'): StreamEvent => {
  return { kind: 'state', time, channel, sample: time, value: 1, from: to === 'red' ? 'green' : 'red', to, cause: '' }
}
const dropped = (time: number, count: number): StreamEvent => {
  return { kind: 'dropped', time, place: 'events', what: 'anomalies and state changes', count }
}

describe('the limit of events', () => {
  it('lets everything pass that a person could read', () => {
    const limit = new EventLimit()
    const events = Array.from({ length: 200 }, (_, place) => anomaly(place * 60))
    expect(events.flatMap(event => limit.take(event))).toEqual(events)
  })

  it('passes the first of a second, counts the others, and says so once when the second is over', () => {
    const limit = new EventLimit()
    const events = Array.from({ length: 1000 }, (_, place) => anomaly(place))
    expect(events.flatMap(event => limit.take(event))).toEqual(events.slice(0, eventsAChannel))
    expect(limit.advance(999)).toEqual([])
    expect(limit.advance(1000)).toEqual([dropped(1000, 1000 - eventsAChannel)])
    expect(limit.take(anomaly(1001))).toEqual([anomaly(1001)])
    expect(limit.advance(2000)).toEqual([])
  })

  it('tells the last state of a channel even when the change itself was left out', () => {
    const limit = new EventLimit()
    for (let time = 0; time <= 100; time++) limit.take(state(time, time % 2 === 0 ? 'green' : 'red'))
    expect(limit.take(anomaly(1000, 'b'))).toEqual([
      state(100, 'green'),
      dropped(1000, 101 - eventsAChannel - 1),
      anomaly(1000, 'b')
    ])
  })

  it('does not begin a second anew for events that lie before the end of their batch', () => {
    const limit = new EventLimit()
    let passed = 0
    for (let batch = 0; batch < 100; batch++) {
      limit.advance(1000 + batch)
      for (let time = 990; time < 1000; time++) passed += limit.take(anomaly(time)).length
    }
    expect(passed).toBe(eventsAChannel)
  })

  it('bounds all channels together', () => {
    const limit = new EventLimit()
    let passed = 0
    for (let channel = 0; channel < 300; channel++)
      for (let time = 0; time < 10; time++) passed += limit.take(anomaly(time, `c${channel}`)).length
    expect(passed).toBe(eventsASession)
  })

  it('tells what was left out before the stream ends, and passes everything else', () => {
    const limit = new EventLimit()
    for (let time = 0; time < 100; time++) limit.take(anomaly(time))
    const ended: StreamEvent = { kind: 'ended', time: 100, reason: 'closed' }
    expect(limit.take(ended)).toEqual([dropped(100, 100 - eventsAChannel), ended])
    expect(limit.take(ended)).toEqual([ended])
  })
})
