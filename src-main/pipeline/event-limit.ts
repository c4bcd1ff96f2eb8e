import type { EventOf, StreamEvent } from '@shared/model/event'

/** Anomalies and state changes a channel may tell of in a second of its own time, of each kind. */
export const eventsAChannel = 20
/** The same for all channels of a session together. */
export const eventsASession = 500

type Frequent = EventOf<'anomaly'> | EventOf<'state'>

/**
 * Keeps a flood of anomalies and state changes out of journal and recording: a signal that toggles at 10 kHz on 16 channels
 * tells 300,000 of them a second. Sent an event, it answers those to pass on, in order. What is left out of a second is told
 * in one `dropped` event when the second is over, after the last state change of each channel, so that nobody is
 * left believing in a colour that has gone. Everything else passes at once. Nothing is left out of the samples' own columns.
 */
export class EventLimit {
  private second = -Infinity
  private passed = 0
  private leftOut = 0
  private readonly counts = new Map<string, number>()
  private readonly lastState = new Map<string, EventOf<'state'>>()

  take(event: StreamEvent): readonly StreamEvent[] {
    if (event.kind !== 'anomaly' && event.kind !== 'state') return [...this.flush(event.time), event]
    const ended = this.advance(event.time)
    const passes = this.admit(event)
    if (!passes) return ended
    return ended.length === 0 ? [event] : [...ended, event]
  }

  /** What is due once time has come to `time`, ms. */
  advance(time: number): readonly StreamEvent[] {
    const second = Math.floor(time / 1000)
    // The events of a batch come after it, and lie before its last row.
    if (second <= this.second) return none
    const due = this.flush(time)
    this.second = second
    this.passed = 0
    this.counts.clear()
    return due
  }

  private admit(event: Frequent): boolean {
    const key = `${event.kind} ${event.channel}`
    const count = this.counts.get(key) ?? 0
    this.counts.set(key, count + 1)
    if (count < eventsAChannel && this.passed < eventsASession) {
      this.passed++
      if (event.kind === 'state') this.lastState.delete(event.channel)
      return true
    }
    this.leftOut++
    if (event.kind === 'state') this.lastState.set(event.channel, event)
    return false
  }

  private flush(time: number): readonly StreamEvent[] {
    if (this.leftOut === 0) return none
    const last = [...this.lastState.values()]
    const count = this.leftOut - last.length
    this.leftOut = 0
    this.lastState.clear()
    if (count === 0) return last
    return [...last, { kind: 'dropped', time, place: 'events', what: 'anomalies and state changes', count }]
  }
}

const none: readonly StreamEvent[] = []
