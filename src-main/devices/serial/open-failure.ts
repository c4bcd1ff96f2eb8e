import { readFile, stat } from 'node:fs/promises'
import { SignalboxError } from '@shared/base/errors'
import type { SerialSpec } from '@shared/model/device'
import { findPortHolder } from './port-holder'

/**
 * What a failed open means and what to do about it. The binding's errors have no codes, only the system's words, so
 * these are what is looked at.
 */
export async function openFailure(error: unknown, spec: SerialSpec): Promise<SignalboxError> {
  const { path, baudRate } = spec
  const text = error instanceof Error ? error.message : String(error)
  const fail = (code: SignalboxError['code'], message: string, remedy: string): SignalboxError =>
    new SignalboxError(code, message, { remedy, cause: error })

  if (/lock port|resource busy|temporarily unavailable/i.test(text) || (onWindows && /access denied/i.test(text)))
    return fail('busy', `${path} is in use by ${(await findPortHolder(path)) || 'another program'}`, busyRemedy)
  if (/permission denied|access denied|not permitted/i.test(text))
    return fail('forbidden', `${path} may not be opened by this user`, await permissionRemedy(path))
  if (/no such file|no such device|file not found|not exist/i.test(text))
    return fail('not-found', `${path} is not there`, 'Plug the device in, or check the name of the port.')
  if (/invalid (parity|stop bits|data bits)/i.test(text))
    return fail(
      'bad-input',
      `${path} cannot be set to ${framing(spec)}`,
      'Choose other data bits, parity or stop bits.'
    )
  if (/inappropriate ioctl|is a directory|not a typewriter/i.test(text))
    return fail('bad-input', `${path} is not a serial port`, 'Choose a port from the list, or check the name.')
  if (/baud/i.test(text))
    return fail('bad-input', `${path} cannot be set to ${baudRate} baud`, 'Choose the rate the device is set to.')
  return fail('disconnected', `${path} could not be opened: ${text}`, 'Unplug the device and plug it in again.')
}

const onWindows = process.platform === 'win32'
const busyRemedy = 'Close the other program (a serial monitor?); the port is opened as soon as it is free.'

function framing({ dataBits, parity, stopBits }: SerialSpec): string {
  return `${dataBits} data bits, parity ${parity}, ${stopBits} stop bits`
}

/** The command that lets this user open `path`, by the group the device file belongs to. */
export async function permissionRemedy(path: string, groupFile = '/etc/group'): Promise<string> {
  const group = await owningGroup(path, groupFile).catch(() => '')
  // Group 0 is no group to join, and a file of it is a system without rules for serial ports.
  if (group === '' || group === 'root') return `Run: sudo chmod a+rw ${path} (holds until it is plugged in again).`
  return `It belongs to the group ${group}. Run: sudo usermod -a -G ${group} $USER, then log out and in again.`
}

async function owningGroup(path: string, groupFile: string): Promise<string> {
  const [{ gid }, groups] = await Promise.all([stat(path), readFile(groupFile, 'utf8')])
  for (const line of groups.split('\n')) {
    const [name, , id] = line.split(':')
    if (id === String(gid)) return name
  }
  return ''
}
