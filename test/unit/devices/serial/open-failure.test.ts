import { mkdtemp, mkdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openFailure, permissionRemedy } from '@main/devices/serial/open-failure'
import { findPortHolder } from '@main/devices/serial/port-holder'
import { SerialSpec } from '@shared/model/device'

const spec = SerialSpec.parse({ kind: 'serial', path: '/dev/ttyUSB0', baudRate: 250_001, parity: 'mark' })

describe('a port that does not open', () => {
  test.each([
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'not-found', /is not there/],
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'forbidden', /may not be opened/],
    ['Error Resource temporarily unavailable Cannot lock port', 'busy', /is in use by another program/],
    ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'busy', /is in use by another program/],
    ['Error: Invalid argument setting custom baud rate of 250001', 'bad-input', /250001 baud/],
    ['Invalid parity setting 2', 'bad-input', /parity mark/],
    ['Error: Inappropriate ioctl for device setting custom baud rate of 9600', 'bad-input', /not a serial port/],
    ['Error: Is a directory, cannot open /dev', 'bad-input', /not a serial port/],
    ['Error: Input/output error, cannot open /dev/ttyUSB0', 'disconnected', /could not be opened/]
  ])('%s: %s', async (text, code, message) => {
    const cause = new Error(text)
    const failure = await openFailure(cause, spec)
    expect(failure).toMatchObject({ code, cause, message: expect.stringMatching(message) })
    expect(failure.remedy).toMatch(/^[A-Z].*\.$/)
    expect(failure.message).toContain('/dev/ttyUSB0')
  })
})

describe('with files of the system', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'signalbox-port-'))
    await writeFile(join(folder, 'port'), '')
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('the remedy for a forbidden port is the command with the group that owns it', async () => {
    const { gid } = await stat(join(folder, 'port'))
    const groups = join(folder, 'group')
    await writeFile(groups, `root:x:${gid + 1}:\ndialout:x:${gid}:someone\n`)
    expect(await permissionRemedy(join(folder, 'port'), groups)).toBe(
      'It belongs to the group dialout. Run: sudo usermod -a -G dialout $USER, then log out and in again.'
    )
  })

  test('where the group is root or unknown, the remedy does not make anybody root', async () => {
    const { gid } = await stat(join(folder, 'port'))
    const groups = join(folder, 'group')
    await writeFile(groups, `root:x:${gid}:\n`)
    expect(await permissionRemedy(join(folder, 'port'), groups)).toMatch(/^Run: sudo chmod a\+rw .*port/)
    expect(await permissionRemedy(join(folder, 'port'), join(folder, 'none'))).toMatch(/^Run: sudo chmod/)
  })

  test('the process that holds a port is named', async () => {
    const holder = join(folder, 'processes', '4321')
    await mkdir(join(holder, 'fd'), { recursive: true })
    await mkdir(join(folder, 'processes', 'self'))
    await writeFile(join(holder, 'comm'), 'picocom\n')
    await symlink('/dev/null', join(holder, 'fd', '0'))
    await symlink(join(folder, 'port'), join(holder, 'fd', '3'))
    await symlink(join(folder, 'port'), join(folder, 'link'))
    expect(await findPortHolder(join(folder, 'link'), join(folder, 'processes'))).toBe('picocom (process 4321)')
    expect(await findPortHolder(join(folder, 'processes'), join(folder, 'processes'))).toBe('')
    expect(await findPortHolder(join(folder, 'no such port'), join(folder, 'processes'))).toBe('')
    expect(await findPortHolder(join(folder, 'port'), join(folder, 'no processes'))).toBe('')
  })
})
