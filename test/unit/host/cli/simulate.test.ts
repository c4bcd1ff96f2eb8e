import { describe, expect, it } from 'vitest'
import { simulateBytes } from '@main/host/cli/simulate'
import { manualClock } from '@shared/base/manual-clock'
import type { SimulatorSpec } from '@shared/model/device'

const spec: SimulatorSpec = { kind: 'simulator', profile: 'sine', channels: 1, rate: 100, seed: 1, format: 'csv' }

function lines(pieces: readonly Uint8Array[]): number {
  return Buffer.concat(pieces).toString().split('\n').length - 1
}

describe('a simulated stream', () => {
  it('paced by its rate has sent each line when it is due, and none before', async () => {
    const clock = manualClock(5000)
    const ending = new AbortController()
    const pieces: Uint8Array[] = []
    const stream = simulateBytes(spec, { count: Infinity, rate: 100, clock, signal: ending.signal })
    const reading = (async () => {
      for await (const piece of stream) pieces.push(piece)
    })()
    for (const [milliseconds, sent] of [
      [0, 1],
      [10, 2],
      [500, 52],
      [1000, 152]
    ]) {
      await clock.advance(milliseconds)
      // The header is a line too.
      expect(lines(pieces)).toBe(sent + 1)
    }
    ending.abort()
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('unpaced is the same bytes, to the line', async () => {
    const clock = manualClock(0)
    const { signal } = new AbortController()
    const pieces: Uint8Array[] = []
    for await (const piece of simulateBytes(spec, { count: 5000, rate: Infinity, clock, signal })) pieces.push(piece)
    expect(lines(pieces)).toBe(5001)
    const again: Uint8Array[] = []
    for await (const piece of simulateBytes(spec, { count: 3, rate: Infinity, clock, signal })) again.push(piece)
    const text = Buffer.concat(again).toString()
    expect(Buffer.concat(pieces).toString().startsWith(text)).toBe(true)
  })
})
