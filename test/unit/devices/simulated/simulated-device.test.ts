import { describe, expect, test } from 'vitest'
import type { ConnectionSummary, Device, Read } from '@main/devices/device'
import { openDevice } from '@main/devices/open-device'
import { simulatedLines } from '@main/devices/simulated/byte-stream'
import { manualClock, type ManualClock } from '@shared/base/manual-clock'
import { SimulatorSpec } from '@shared/model/device'

const start = Date.UTC(2026, 0, 1)
const spec = (fields: Record<string, unknown>): SimulatorSpec =>
  SimulatorSpec.parse({ kind: 'simulator', profile: 'sine', ...fields })

interface Reading {
  readonly device: Device
  readonly clock: ManualClock
  readonly reads: Read[]
  readonly ending: AbortController
  readonly done: Promise<ConnectionSummary>
  text(): string
  lines(): number
}

/** Reads a device by a clock of its own into a list. */
function reading(fields: Record<string, unknown>, clock: ManualClock = manualClock(start)): Reading {
  const device: Device = openDevice(spec(fields), { clock })
  const reads: Read[] = []
  const ending = new AbortController()
  const done = (async () => {
    const connection = device.connect(ending.signal)
    for (;;) {
      const result = await connection.next()
      if (result.done) return result.value
      reads.push(result.value)
    }
  })()
  done.catch(() => undefined)
  const text = (): string => Buffer.concat(reads.map(read => read.bytes)).toString()
  return { device, clock, reads, ending, done, text, lines: () => text().split('\n').length - 1 }
}

function expected(fields: Record<string, unknown>, count: number): string {
  const lines = simulatedLines(spec(fields))
  return Array.from({ length: count }, () => String(lines.next().value)).join('')
}

describe('a simulated device', () => {
  test('sends what its stream says, whatever the steps of the clock', async () => {
    const fields = { channels: 3, rate: 1000, seed: 9 }
    const one = reading(fields)
    await one.clock.advance(2000)
    const other = reading(fields)
    for (let step = 0, passed = 0; passed < 2000; step++) {
      const next = Math.min(2000 - passed, 1 + ((step * 7) % 37))
      passed += next
      await other.clock.advance(next)
    }
    expect(one.text()).toBe(expected(fields, 2001))
    expect(other.text()).toBe(one.text())
  })

  test('keeps its rate over minutes to the line', async () => {
    const run = reading({ channels: 1, rate: 7.3 })
    await run.clock.advance(600_000)
    expect(run.lines()).toBe(1 + 1 + Math.floor(7.3 * 600))
  })

  test('reads come about every 10 ms when it is fast, and with each line when it is slow', async () => {
    const fast = reading({ channels: 1, rate: 5000 })
    await fast.clock.advance(1000)
    expect(fast.reads.length).toBeGreaterThanOrEqual(100)
    expect(fast.reads.length).toBeLessThanOrEqual(103)
    const slow = reading({ channels: 1, rate: 4 })
    await slow.clock.advance(1000)
    expect(slow.reads.slice(1).map(read => read.time - start)).toEqual([0, 250, 500, 750, 1000])
  })

  test('after a standstill it catches up with one second at most, then keeps its rate', async () => {
    let jump = 0
    const manual = manualClock(start)
    const run = reading({ channels: 1, rate: 100 }, { ...manual, now: () => manual.now() + jump })
    await manual.advance(1000)
    jump = 60_000
    await manual.advance(10)
    expect(run.lines()).toBe(1 + 101 + 100)
    await manual.advance(1000)
    expect(run.lines()).toBe(1 + 101 + 100 + 100)
  })

  test('a fault is injected into the running connection', async () => {
    const run = reading({ channels: 1, rate: 10 })
    await run.clock.advance(1000)
    run.device.inject?.('spike', 'sine1')
    await run.clock.advance(1000)
    const values = run.text().trim().split('\n').slice(1).map(Number)
    expect(values.filter(value => Math.abs(value) > 10)).toHaveLength(1)
    expect(values[11]).toBeGreaterThan(20)
  })

  test('faults asked for together all come, one sample after the other', async () => {
    const run = reading({ channels: 2, rate: 10 })
    await run.clock.advance(100)
    run.device.inject?.('spike', 'sine1')
    run.device.inject?.('spike', 'sine2')
    await run.clock.advance(1000)
    const rows = run.text().trim().split('\n').slice(1)
    expect(rows.filter(row => row.split(',').some(value => Number(value) > 10))).toHaveLength(2)
  })

  test('a fault of an unknown channel, or without a connection, says so', async () => {
    const run = reading({ channels: 1, rate: 10 })
    expect(() => openDevice(spec({}), run).inject?.('spike', '*')).toThrow(
      expect.objectContaining({ code: 'disconnected' })
    )
    await run.clock.advance(10)
    expect(() => run.device.inject?.('spike', 'sine2')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  test('a pulled plug ends it like an unplug; it is back after three seconds and begins anew', async () => {
    const run = reading({ channels: 1, rate: 10 })
    await run.clock.advance(500)
    run.device.inject?.('disconnect', '*')
    const sent = run.text()
    expect(await run.done).toEqual({ bytes: Buffer.byteLength(sent), reason: 'unplugged' })
    const { signal } = run.ending
    await run.clock.advance(2999)
    await expect(run.device.connect(signal).next()).rejects.toMatchObject({ code: 'not-found' })
    await run.clock.advance(1)
    const again = run.device.connect(signal)
    await again.next()
    expect(Buffer.from(((await again.next()).value as Read).bytes).toString()).toBe(
      expected({ channels: 1, rate: 10 }, 1)
    )
    await again.return({ bytes: 0, reason: '' })
  })

  test('fifty simulators share a clock and none starves', async () => {
    const clock = manualClock(start)
    const runs = Array.from({ length: 50 }, (_, seed) => reading({ channels: 4, rate: 200, seed }, clock))
    await clock.advance(1000)
    for (const run of runs) expect(run.lines()).toBe(1 + 201)
  })

  test('says nothing more after the signal, and leaves no sleeper behind', async () => {
    const run = reading({ channels: 1, rate: 100 })
    await run.clock.advance(100)
    run.ending.abort()
    await expect(run.done).rejects.toMatchObject({ code: 'cancelled' })
    expect(run.clock.sleeping).toBe(0)
  })
})
