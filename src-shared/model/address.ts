import { SignalboxError } from '../base/errors'
import { DeviceSpec, profileNames } from './device'

const remedy = `Write serial:PATH[@BAUD] or sim:PROFILE[?channels=4&rate=1000&seed=7]; profiles: ${profileNames.join(', ')}.`

/**
 * The device behind `serial:PATH[@BAUD]` or `sim:PROFILE[?channels=N&rate=HZ&seed=S&format=F]`.
 * @throws SignalboxError `bad-input` that names the part which does not fit.
 */
export function parseDeviceAddress(address: string): DeviceSpec {
  const [scheme, rest] = splitAtFirst(address, ':')
  if (scheme === 'serial' && rest !== '') return validated(address, serialFields(rest))
  if (scheme === 'sim' && rest !== '') return validated(address, simulatorFields(rest))
  throw new SignalboxError('bad-input', `"${address}" is not a device`, { remedy })
}

/** The address that `parseDeviceAddress` reads back to the same device (data bits, parity and stop bits aside). */
export function formatDeviceAddress(device: DeviceSpec): string {
  if (device.kind === 'serial') return `serial:${device.path}@${device.baudRate}`
  const fields = [
    device.channels === undefined ? '' : `channels=${device.channels}`,
    device.rate === undefined ? '' : `rate=${device.rate}`,
    `seed=${device.seed}`,
    device.format === 'csv' ? '' : `format=${device.format}`
  ].filter(Boolean)
  return `sim:${device.profile}?${fields.join('&')}`
}

function serialFields(rest: string): Record<string, unknown> {
  const baud = /^(.+)@(\d+)$/.exec(rest)
  return baud ? { kind: 'serial', path: baud[1], baudRate: Number(baud[2]) } : { kind: 'serial', path: rest }
}

function simulatorFields(rest: string): Record<string, unknown> {
  const [profile, query] = splitAtFirst(rest, '?')
  const fields: Record<string, unknown> = { kind: 'simulator', profile }
  for (const pair of query === '' ? [] : query.split('&')) {
    const [key, value] = splitAtFirst(pair, '=')
    if (!['channels', 'rate', 'seed', 'format'].includes(key))
      throw new SignalboxError('bad-input', `"${key}" is not a simulator option`, { remedy })
    fields[key] = key === 'format' || value === '' ? value : Number(value)
  }
  return fields
}

function validated(address: string, fields: Record<string, unknown>): DeviceSpec {
  const result = DeviceSpec.safeParse(fields)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const where = issue?.path.join('.') ?? ''
  throw new SignalboxError('bad-input', `"${address}": ${where}: ${issue?.message ?? 'not valid'}`, { remedy })
}

function splitAtFirst(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)]
}
