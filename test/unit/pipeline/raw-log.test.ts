import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RawLog } from '@main/pipeline/raw-log'

describe('the log of bytes', () => {
  it('holds the newest bytes with the time and direction of each, whatever came how', () => {
    const step = fc.record({ bytes: fc.uint8Array({ maxLength: 30 }), sent: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(80), (steps, maximum) => {
        const log = new RawLog(0, 64)
        const all: { byte: number; time: number; sent: number }[] = []
        for (const [time, { bytes, sent }] of steps.entries()) {
          if (sent) log.sent(bytes, time)
          else log.accept({ kind: 'chunk', bytes, ends: [bytes.length], times: [time] })
          for (const byte of bytes) all.push({ byte, time, sent: Number(sent) })
        }
        const oldest = Math.max(0, all.length - 64)
        expect(log.queue).toMatchObject({ fill: all.length - oldest, dropped: oldest, capacity: 64 })
        for (let from = 0; from <= all.length; from++) {
          const { start, skipped, bytes, ends, times, sent } = log.stretch(from, maximum)
          const first = Math.max(from, oldest)
          expect(start).toBe(first)
          expect(skipped).toBe(from === 0 ? 0 : first - from)
          const wanted = all.slice(first, first + maximum)
          expect([...bytes]).toEqual(wanted.map(({ byte }) => byte))
          let piece = 0
          for (const [at, { time, sent: direction }] of wanted.entries()) {
            while (ends[piece] <= at) piece++
            expect([times[piece], sent[piece]]).toEqual([time, direction])
          }
        }
      })
    )
  })

  it('answers everything it keeps to one that knows another log', () => {
    const log = new RawLog(1000, 16)
    log.sent(Uint8Array.of(1, 2, 3), 5)
    for (const from of [0, 999, 1000, 5000]) expect(log.stretch(from, 99)).toMatchObject({ start: 1000, skipped: 0 })
    expect([...log.stretch(1001, 99).bytes]).toEqual([2, 3])
  })

  it('stays bounded when every byte comes alone', () => {
    const log = new RawLog()
    for (let time = 0; time < 40_000; time++) log.sent(Uint8Array.of(time), time)
    const { start, ends } = log.stretch(1, 100_000)
    expect(ends.length).toBe(32_768)
    expect(start).toBe(40_000 - 32_768)
  })
})
