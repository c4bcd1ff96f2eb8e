import { SignalboxError } from '@shared/base/errors'
import type { Session } from '../pipeline/session'

/** What a page wants sent. */
export interface Sending {
  /** Text, or hex digits with or without blanks between the bytes. */
  readonly data: string
  readonly as: 'text' | 'hex'
  readonly ending: 'none' | 'lf' | 'cr' | 'crlf'
}

const endings = { none: '', lf: '\n', cr: '\r', crlf: '\r\n' } as const

/**
 * Sends a line to the session's device.
 * @throws SignalboxError `bad-input` when hex digits are not pairs, and what the device answers.
 */
export async function sendToDevice(session: Pick<Session, 'write'>, { data, as, ending }: Sending): Promise<void> {
  const bytes = as === 'hex' ? hexBytes(data) : new TextEncoder().encode(data)
  const end = new TextEncoder().encode(endings[ending])
  const all = new Uint8Array(bytes.length + end.length)
  all.set(bytes)
  all.set(end, bytes.length)
  if (all.length === 0)
    throw new SignalboxError('bad-input', 'there is nothing to send', {
      remedy: 'Type something, or choose a line end.'
    })
  await session.write(all)
}

function hexBytes(text: string): Uint8Array {
  const digits = text.replace(/0x|[\s,;:]/gi, '')
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits))
    throw new SignalboxError('bad-input', `"${text}" is not a list of hex bytes`, {
      remedy: 'Write two hex digits for every byte, e.g. 01 A0 FF.'
    })
  return Uint8Array.from(digits.match(/../g) ?? [], pair => parseInt(pair, 16))
}
