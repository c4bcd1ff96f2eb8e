import { realpathSync } from 'node:fs'
import type { SerialSpec } from '@shared/model/device'

/** Paths behind which no UART sets the pace: pseudo-terminals, USB CDC, Bluetooth. */
const virtual = /^\/dev\/(pts\/|ttyACM|rfcomm|cu\.usbmodem|tty\.usbmodem|cu\.Bluetooth|tty\.Bluetooth)/

/**
 * Milliseconds a byte takes on the wire: a start bit, the data bits, the parity bit and the stop bits at the baud rate.
 * 0 where the rate is only a number that nobody keeps. Follows links (`/dev/serial/by-id/...`).
 */
export function byteTimeOf({ path, baudRate, dataBits, parity, stopBits }: SerialSpec): number {
  if (virtual.test(resolved(path))) return 0
  return ((1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits) / baudRate) * 1000
}

function resolved(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
