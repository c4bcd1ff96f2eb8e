import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Device, Read } from '@main/devices/device'
import { until } from '../support/until'
import { soon } from '../support/wait'

/** A device under test, and what is at its other end. */
export interface Rig {
  readonly device: Device
  /** Makes the device send something and answers what `next` then settles to. */
  feed<T>(next: Promise<T>): Promise<T>
  /** Sends the device's `write` several lines at once and proves, while `reads` are read, that they came whole and in order. */
  hears(reads: Reads): Promise<void>
  /** Takes the device away. */
  pull(): Promise<void>
  /** Brings it back. */
  plug(): Promise<void>
  dispose(): Promise<void>
}

export type Reads = AsyncGenerator<Read, { bytes: number; reason: string }, void>

/** Every guarantee of src-main/devices/device.ts, for the device of `lay`. */
export function deviceGuarantees(name: string, lay: () => Promise<Rig>): void {
  describe(name, () => {
    let rig: Rig
    const never = new AbortController().signal

    beforeEach(async () => {
      rig = await lay()
    })
    afterEach(() => rig.dispose())

    async function opened(signal = never): Promise<Reads> {
      const reads = rig.device.connect(signal)
      const first = await soon('it opens', reads.next())
      expect(first.done).toBe(false)
      return reads
    }

    /** Opens, reads on until something came, and leaves a read parked. */
    async function parked(signal = never): Promise<{ reads: Reads; pending: Promise<unknown> }> {
      const reads = await opened(signal)
      await rig.feed(reads.next())
      const pending = reads.next().then(
        result => result,
        (error: unknown) => error
      )
      // Lets it get as far as it can.
      await new Promise(resolve => setImmediate(resolve))
      return { reads, pending }
    }

    /** Proves that the port is free: a second connection could not open it otherwise. */
    async function expectFree(): Promise<void> {
      const reads = await opened()
      await soon('it closes', reads.return({ bytes: 0, reason: '' }))
    }

    test('connecting opens nothing before the first next', async () => {
      const idle = rig.device.connect(never)
      await expectFree()
      expect(await soon('it ends', idle.return({ bytes: 0, reason: '' }))).toMatchObject({ done: true })
      expect(await soon('it has ended', idle.next())).toMatchObject({ done: true })
      await expectFree()
    })

    test('the first item is an empty read, so that "connected" is known before the first byte', async () => {
      const reads = rig.device.connect(never)
      const first = (await soon('it opens', reads.next())).value as Read
      expect(first.bytes.length).toBe(0)
      expect(first.time).toBeGreaterThan(0)
      await reads.return({ bytes: 0, reason: '' })
    })

    test('what was read belongs to the receiver and carries times that never go back', async () => {
      const reads = await opened()
      const kept: Read[] = []
      const copies: string[] = []
      for (let count = 0; count < 3; count++) {
        const read = (await soon('a read', rig.feed(reads.next()))).value as Read
        kept.push(read)
        copies.push(Buffer.from(read.bytes).toString('latin1'))
      }
      expect(kept.map(read => Buffer.from(read.bytes).toString('latin1'))).toEqual(copies)
      expect(kept.every(read => read.bytes.length > 0)).toBe(true)
      expect(kept.map(read => read.time)).toEqual(kept.map(read => read.time).sort((one, other) => one - other))
      await reads.return({ bytes: 0, reason: '' })
    })

    test('a device that goes away while a read is parked ends with a summary', async () => {
      const reads = await opened()
      const first = (await soon('a read', rig.feed(reads.next()))).value as Read
      const pending = reads.next()
      await rig.pull()
      const bytes = first.bytes.length
      expect(await soon('it ends', pending)).toEqual({ done: true, value: { bytes, reason: 'unplugged' } })
    })

    test('a device that went away is not found, and works again when it is back', async () => {
      const { pending } = await parked()
      await rig.pull()
      await soon('it ends', pending)
      await expect(soon('it fails', rig.device.connect(never).next())).rejects.toMatchObject({
        code: 'not-found',
        remedy: expect.stringMatching(/\w/)
      })
      await rig.plug()
      const again = await opened()
      expect(((await soon('a read', rig.feed(again.next()))).value as Read).bytes.length).toBeGreaterThan(0)
      await again.return({ bytes: 0, reason: '' })
    })

    test('a device that is open already is busy, and says what to do', async () => {
      const reads = await opened()
      await expect(soon('it fails', rig.device.connect(never).next())).rejects.toMatchObject({
        code: 'busy',
        remedy: expect.stringMatching(/\w/)
      })
      expect(((await soon('a read', rig.feed(reads.next()))).value as Read).bytes.length).toBeGreaterThan(0)
      await reads.return({ bytes: 0, reason: '' })
    })

    test('what is written arrives at the other end, whole and in the order of the calls', async () => {
      const reads = await opened()
      await soon('it arrives', rig.hears(reads))
      await reads.return({ bytes: 0, reason: '' })
    })

    test('writing where nothing is connected, or no longer, says so and what to do', async () => {
      const failure = { code: 'disconnected', remedy: expect.stringMatching(/\w/) }
      const line = new TextEncoder().encode('help\n')
      await expect(rig.device.write?.(line)).rejects.toMatchObject(failure)
      const { pending } = await parked()
      await rig.pull()
      await soon('it ends', pending)
      await expect(rig.device.write?.(line)).rejects.toMatchObject(failure)
    })

    test('return() between two reads closes the port', async () => {
      const reads = await opened()
      await soon('it closes', reads.return({ bytes: 0, reason: '' }))
      await expectFree()
    })

    test('return() while a read is parked closes the port, and may be called twice', async () => {
      const { reads, pending } = await parked()
      const both = [reads.return({ bytes: 0, reason: '' }), reads.return({ bytes: 0, reason: '' })]
      for (const result of await soon('it closes', Promise.all(both))) expect(result.done).toBe(true)
      expect(await soon('the read ends', pending)).toMatchObject({ code: 'cancelled' })
      await expectFree()
    })

    test('throw() closes the port', async () => {
      const reads = await opened()
      const error = new Error('the reader gave up')
      await expect(soon('it closes', reads.throw(error))).rejects.toBe(error)
      await expectFree()
    })

    test('the signal wakes a parked read with "cancelled", without a summary, and closes the port', async () => {
      const ending = new AbortController()
      const { pending } = await parked(ending.signal)
      ending.abort()
      expect(await soon('the read ends', pending)).toMatchObject({ code: 'cancelled' })
      await expectFree()
    })

    test('the signal closes the port also while nothing is being read', async () => {
      const ending = new AbortController()
      const reads = await opened(ending.signal)
      ending.abort()
      await expect(soon('it ends', reads.next())).rejects.toMatchObject({ code: 'cancelled' })
      await expectFree()
    })

    test('the signal during the opening leaves the port closed', async () => {
      const ending = new AbortController()
      const reads = rig.device.connect(ending.signal)
      const first = reads.next().catch((error: unknown) => error)
      ending.abort()
      await soon('the opening ends', first)
      await soon('it closes', reads.return({ bytes: 0, reason: '' }))
      // An opening that was given up is closed as soon as the system is done with it, a moment later.
      await until('the port is free', () =>
        expectFree().then(
          () => true,
          () => false
        )
      )
    })

    test('a signal that is aborted already opens nothing', async () => {
      await expect(soon('it ends', rig.device.connect(AbortSignal.abort()).next())).rejects.toMatchObject({
        code: 'cancelled'
      })
      await expectFree()
    })
  })
}
