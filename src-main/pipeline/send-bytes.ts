import { SignalboxError } from '@shared/base/errors'
import type { Clock } from '@shared/base/clock'
import type { EventOf } from '@shared/model/event'
import type { Device } from '../devices/device'

const shownBytes = 200

/**
 * Sends bytes to a device; answers the event that says so, with the time the sending began.
 * @throws SignalboxError `forbidden` where the device takes none, `disconnected`, `timeout`.
 */
export async function sendBytes(
  device: Pick<Device, 'label' | 'write'>,
  bytes: Uint8Array,
  clock: Clock
): Promise<EventOf<'sent'>> {
  if (!device.write)
    throw new SignalboxError('forbidden', `${device.label} takes no bytes`, {
      remedy: 'Only serial ports and simulators can be sent something.'
    })
  const time = clock.now()
  await device.write(bytes)
  return { kind: 'sent', time, bytes: bytes.length, text: shown(bytes) }
}

/** The first bytes as text, with what cannot be seen as `\n` or `\x1b`. */
function shown(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, shownBytes))
  return text.replace(/[\p{C}\\]/gu, character => {
    const named = names[character]
    return named ?? `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`
  })
}

const names: Readonly<Partial<Record<string, string>>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }
