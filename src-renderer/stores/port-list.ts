import type { PortInfo } from '@shared/model/device'
import { text } from '../messages'

/** The ports of `now` whose path was not in `before`. */
export function arrivals(before: readonly PortInfo[], now: readonly PortInfo[]): PortInfo[] {
  const known = new Set(before.map(({ path }) => path))
  return now.filter(({ path }) => !known.has(path))
}

/** What a port is called: product, else maker, else that it is a serial port. */
export function portName({ product, maker }: PortInfo): string {
  return product || maker || text.connect.unknownMaker
}

/** `VID:PID` and the serial number, as far as the system tells; '' for ports that are not USB. */
export function usbText({ vendorId, productId, serialNumber }: PortInfo): string {
  if (vendorId === '' && productId === '') return ''
  return text.connect.usb([`${vendorId}:${productId}`, serialNumber].filter(Boolean).join(' · '))
}
