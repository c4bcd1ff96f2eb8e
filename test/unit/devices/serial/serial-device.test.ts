import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Device, Read } from '@main/devices/device'
import { byteTimeOf } from '@main/devices/serial/byte-time'
import { openDevice } from '@main/devices/open-device'
import { systemClock } from '@shared/base/clock'
import { SerialSpec } from '@shared/model/device'
import { serialCable, type SerialCable } from '../../../support/socat'
import { soon } from '../../../support/wait'

const never = new AbortController().signal
const spec = (fields: Record<string, unknown>): SerialSpec => SerialSpec.parse({ kind: 'serial', ...fields })
const device = (fields: Record<string, unknown>): Device => openDevice(spec(fields), { clock: systemClock })

describe('the time of a byte', () => {
  test('is that of its bits at the baud rate', () => {
    expect(byteTimeOf(spec({ path: '/dev/ttyUSB0', baudRate: 9600 }))).toBeCloseTo(10 / 9.6, 12)
    expect(byteTimeOf(spec({ path: 'COM3', baudRate: 1000, dataBits: 7, parity: 'even', stopBits: 2 }))).toBe(11)
  })

  test('is nothing where no UART sets the pace', () => {
    for (const path of ['/dev/ttyACM0', '/dev/pts/7', '/dev/cu.usbmodem14101', '/dev/rfcomm0'])
      expect(byteTimeOf(spec({ path }))).toBe(0)
  })
})

test('a port is called by its name unless it was given another', () => {
  expect(device({ path: '/dev/ttyUSB0' }).label).toBe('ttyUSB0')
  expect(device({ path: '/dev/pts/3' }).label).toBe('pts/3')
  expect(device({ path: 'COM3' }).label).toBe('COM3')
})

test('what is no serial port is refused with words, and not mistaken for a device that is gone', async () => {
  for (const path of ['/dev/null', '/dev', import.meta.filename])
    await expect(device({ path }).connect(never).next()).rejects.toMatchObject({ code: 'bad-input' })
})

describe('on a pseudo-terminal', () => {
  let cable: SerialCable
  beforeEach(async () => {
    cable = await serialCable()
  })
  afterEach(() => cable.dispose())

  test('a link to one has no byte time either', () => {
    expect(device({ path: cable.path }).byteTime).toBe(0)
  })

  test('every byte arrives, in order, with times that never go back', async () => {
    const sent = Buffer.alloc(400_000)
    for (let index = 0; index < sent.length; index++) sent[index] = (index * 31 + (index >> 8)) & 0xff
    const reads = device({ path: cable.path }).connect(never)
    await soon('it opens', reads.next())
    const writing = cable.write(sent)
    const parts: Uint8Array[] = []
    let [length, last] = [0, 0]
    while (length < sent.length) {
      const { bytes, time } = (await soon(`byte ${length}`, reads.next())).value as Read
      expect(time).toBeGreaterThanOrEqual(last)
      last = time
      parts.push(bytes)
      length += bytes.length
    }
    await writing
    expect(Buffer.concat(parts).equals(sent)).toBe(true)
    await reads.return({ bytes: 0, reason: '' })
  })

  test('rate and stop bits are set as asked, and an odd rate opens too', async () => {
    // A pseudo-terminal keeps 8 data bits without parity, whatever it is told.
    for (const [stopBits, shown] of [
      [1, '-cstopb'],
      [2, ' cstopb']
    ] as const) {
      const reads = device({ path: cable.path, baudRate: 9600, stopBits }).connect(never)
      await soon('it opens', reads.next())
      const settings = spawnSync('stty', ['-a', '-F', cable.path], { encoding: 'utf8' }).stdout
      expect(settings).toContain('speed 9600 baud')
      expect(settings).toContain(shown)
      await reads.return({ bytes: 0, reason: '' })
    }
    const odd = device({ path: cable.path, baudRate: 123_457, dataBits: 7, parity: 'even' }).connect(never)
    expect((await soon('it opens', odd.next())).done).toBe(false)
    await odd.return({ bytes: 0, reason: '' })
  })

  test('parity that the system cannot do is refused', async () => {
    await expect(device({ path: cable.path, parity: 'mark' }).connect(never).next()).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('parity mark')
    })
  })

  test('a busy port says who has it', async () => {
    const reads = device({ path: cable.path }).connect(never)
    await soon('it opens', reads.next())
    await expect(device({ path: cable.path }).connect(never).next()).rejects.toMatchObject({
      code: 'busy',
      message: `${cable.path} is in use by this program`
    })
    await reads.return({ bytes: 0, reason: '' })
  })

  test('a device that goes away in the middle of a flood ends with a summary', async () => {
    const reads = device({ path: cable.path }).connect(never)
    await soon('it opens', reads.next())
    let flooding = true
    const flood = (async () => {
      const block = Buffer.alloc(16_384, 'x')
      while (flooding) await cable.write(block).catch(() => (flooding = false))
    })()
    let bytes = 0
    for (let count = 0; count < 50; count++) bytes += ((await soon('a read', reads.next())).value as Read).bytes.length
    const pulled = cable.pull()
    for (;;) {
      const result = await soon('it ends', reads.next())
      if (result.done) {
        expect(result.value).toEqual({ bytes, reason: 'unplugged' })
        break
      }
      bytes += result.value.bytes.length
    }
    flooding = false
    await Promise.all([pulled, flood])
  })
})
