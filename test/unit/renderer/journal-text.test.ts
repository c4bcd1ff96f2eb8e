import { describe, expect, it } from 'vitest'
import { channelOf, eventText, severities, severityOf } from '@renderer/messages/journal-text'
import { text } from '@renderer/messages'
import { eventOfEveryKind } from './samples'

const events = Object.values(eventOfEveryKind)

describe('what the journal says', () => {
  it.each(events.map(event => [event.kind, event] as const))('has a sentence and a severity for %s', (kind, event) => {
    expect(eventText(event)).toMatch(/^\S.*\S$/)
    expect(eventText(event)).not.toMatch(/undefined|\[object|NaN/)
    expect(severities).toContain(severityOf(event))
    expect(text.journal.kindNames[kind]).not.toBe('')
  })
  it('gives the numbers and causes an operator needs', () => {
    expect(eventText(eventOfEveryKind.state)).toBe('Green to red: above red limit 40 (value 41)')
    expect(eventText(eventOfEveryKind.anomaly)).toBe('Value 69.532 is out of line, score 12.3')
    expect(eventText({ kind: 'anomaly', time: 1, channel: 'a', sample: 1, value: 1, score: null })).toBe(
      'Value 1 is out of line, score ∞'
    )
    expect(eventText(eventOfEveryKind.gap)).toBe('Nothing is known for 2.5 s')
    expect(eventText(eventOfEveryKind.dropped)).toBe('1\u202f500 samples lost at recorder')
    expect(eventText(eventOfEveryKind.fault)).toBe('device: ttyUSB0 is used. Close the other program.')
  })
  it('raises an alarm for red and for faults, and not for good news', () => {
    expect(severityOf(eventOfEveryKind.state)).toBe('alarm')
    expect(severityOf({ ...eventOfEveryKind.state, from: 'red', to: 'green' })).toBe('notice')
    expect(severityOf(eventOfEveryKind.fault)).toBe('alarm')
    expect(severityOf(eventOfEveryKind.connected)).toBe('info')
  })
  it('does not list three hundred channels', () => {
    const names = Array.from({ length: 300 }, (_, index) => `c${index}`)
    expect(eventText({ kind: 'channels', time: 1, names })).toMatch(/^300 new channels: .* and 292 more$/)
  })
  it('names a channel only where the event is about one', () => {
    expect([
      channelOf(eventOfEveryKind.anomaly),
      channelOf(eventOfEveryKind.settings),
      channelOf(eventOfEveryKind.gap)
    ]).toEqual(['a', '', ''])
  })
})
