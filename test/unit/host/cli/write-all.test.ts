import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { writeAll } from '@main/host/cli/write-all'

const pieces = async function* (count: number): AsyncGenerator<Uint8Array, void, void> {
  for (let made = 0; made < count; made++) yield new Uint8Array(1000).fill(made)
}

/** Takes what it is given, one piece a turn of the event loop, and fails at the piece numbered `failAt`. */
function target(failAt = Infinity, code = 'EIO'): { stream: Writable; taken(): number } {
  let taken = 0
  const stream = new Writable({
    highWaterMark: 100,
    write(bytes: Uint8Array, _encoding, done) {
      if (bytes[0] === failAt) return done(Object.assign(new Error(`write ${code}`), { code }))
      taken += bytes.length
      setImmediate(done)
    }
  })
  return { stream, taken: () => taken }
}

describe('writing all pieces', () => {
  it('writes every byte and ends the target, leaving no listener behind however many there were', async () => {
    const { stream, taken } = target()
    const { signal } = new AbortController()
    expect(await writeAll(stream, pieces(50), { name: 'x', signal })).toBe(50_000)
    expect([taken(), stream.closed, stream.listenerCount('drain'), stream.listenerCount('close')]).toEqual([
      50_000,
      true,
      0,
      0
    ])
  })

  it('ends quietly when the reader has gone, and returns the pieces', async () => {
    const { stream } = target(3, 'EPIPE')
    let returned = false
    const watched = async function* (): AsyncGenerator<Uint8Array, void, void> {
      try {
        yield* pieces(50)
      } finally {
        returned = true
      }
    }
    await writeAll(stream, watched(), { name: 'x', signal: new AbortController().signal })
    expect(returned).toBe(true)
  })

  it('says which target could not be written', async () => {
    const { stream } = target(3)
    const writing = writeAll(stream, pieces(50), { name: 'there', signal: new AbortController().signal })
    await expect(writing).rejects.toMatchObject({ code: 'storage', message: 'there cannot be written: write EIO' })
  })

  it('is left by an abort although nobody takes anything', async () => {
    const stuck = new Writable({ highWaterMark: 1, write: () => undefined })
    const ending = new AbortController()
    const writing = writeAll(stuck, pieces(50), { name: 'x', signal: ending.signal })
    setImmediate(() => ending.abort())
    await expect(writing).rejects.toMatchObject({ name: 'AbortError' })
    expect(stuck.destroyed).toBe(true)
  })
})
