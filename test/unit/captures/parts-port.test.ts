import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '@shared/base/clock'
import { rowsAChunk } from '@main/captures/messages'
import type { CapturePart } from '@main/captures/making/capture-parts'
import { receiveParts, sendParts } from '@main/captures/making/parts-port'
import { BufferPool } from '@main/captures/recording/buffer-pool'
import { until } from '../../support/until'

const mebibyte = 1024 ** 2
let channel: MessageChannel
let cancelling: AbortController
let pool: BufferPool
beforeEach(() => {
  channel = new MessageChannel()
  cancelling = new AbortController()
  pool = new BufferPool(Infinity)
})
afterEach(() => {
  channel.port1.close()
  channel.port2.close()
})

/** So many parts of 1 MiB; `state` tells how many were asked for, and whether the last call was the end. */
function source(count: number): { parts: AsyncGenerator<CapturePart>; state: { made: number; ended: boolean } } {
  const state = { made: 0, ended: false }
  async function* parts(): AsyncGenerator<CapturePart> {
    try {
      while (state.made < count) {
        const columns = new Float64Array(pool.take(mebibyte)!)
        columns[0] = state.made++
        yield { kind: 'rows', first: 0, count: rowsAChunk, columns }
      }
    } finally {
      state.ended = true
    }
  }
  return { parts: parts(), state }
}

describe('parts on their way to the thread that writes', () => {
  test('arrive in order, and each buffer comes back once it is written', async () => {
    const { parts } = source(100)
    const sent = sendParts(channel.port1, parts, pool, cancelling.signal)
    const numbers: number[] = []
    for await (const part of receiveParts(channel.port2, cancelling.signal))
      if (part.kind === 'rows') numbers.push(part.columns[0])
    await sent
    expect(numbers).toEqual(Array.from({ length: 100 }, (_, at) => at))
    await until('all buffers are back', () => pool.fill === 0)
  })

  test('wait when the writer is 32 MiB behind, and go on with each that is written', async () => {
    const { parts, state } = source(1000)
    const sent = sendParts(channel.port1, parts, pool, cancelling.signal).catch((error: unknown) => error)
    await until('the window is full', () => state.made === 32)
    const received = receiveParts(channel.port2, cancelling.signal)
    await received.next()
    expect(state.made).toBe(32)
    // Asking for the next says that the one before is written.
    await received.next()
    await until('one more is made', () => state.made === 33)
    await systemClock.sleep(0)
    expect(state.made).toBe(33)
    cancelling.abort()
    expect(await sent).toMatchObject({ code: 'cancelled' })
    expect(state.ended).toBe(true)
  })

  test('are bounded in number when they are small', async () => {
    let made = 0
    async function* events(): AsyncGenerator<CapturePart> {
      for (;;) {
        made++
        yield { kind: 'events', events: [{ kind: 'mark', time: made, label: 'x' }] }
      }
    }
    const sent = sendParts(channel.port1, events(), pool, cancelling.signal).catch((error: unknown) => error)
    await until('the window is full', () => made === 512)
    await systemClock.sleep(0)
    expect(made).toBe(512)
    cancelling.abort()
    expect(await sent).toMatchObject({ code: 'cancelled' })
  })
})
