import { SignalboxError } from '../base/errors'
import { DeviceSpec, profileNames } from './device'

const remedy = `Write serial:PATH[@BAUD], sim:PROFILE[?channels=4&rate=1000&seed=7] or replay:CAPTURE[?speed=10&loop=yes]; profiles: ${profileNames.join(', ')}.`

/**
 * The device behind `serial:PATH[@BAUD]`, `sim:PROFILE[?channels=N&rate=HZ&seed=S&format=F]` or
 * `replay:CAPTURE[?speed=X&loop=yes&from=TIME]`, TIME as an ISO date or in ms since 1970.
 * @throws SignalboxError `bad-input` that names the part which does not fit.
 */
export function parseDeviceAddress(address: string): DeviceSpec {
  const [scheme, rest] = splitAtFirst(address, ':')
  if (scheme === 'serial' && rest !== '') return validated(address, serialFields(rest))
  if (scheme === 'replay' && rest !== '') return validated(address, replayFields(rest))
  if (scheme === 'sim' && rest !== '') return validated(address, simulatorFields(rest))
  throw new SignalboxError('bad-input', `"${address}" is not a device`, { remedy })
}

/**
 * The address that `parseDeviceAddress` reads back to the same device (data bits, parity and stop bits aside). A capture is
 * one device however it is replayed: speed, loop and start are no part of its address.
 */
export function formatDeviceAddress(device: DeviceSpec): string {
  if (device.kind === 'serial') return `serial:${device.path}@${device.baudRate}`
  if (device.kind === 'replay') return `replay:${device.capture}`
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
  const options = optionsOf(query, ['channels', 'rate', 'seed', 'format'], 'simulator')
  const fields = options.map(([key, value]) => [key, key === 'format' || value === '' ? value : Number(value)])
  return { kind: 'simulator', profile, ...Object.fromEntries(fields) }
}

function replayFields(rest: string): Record<string, unknown> {
  const [capture, query] = splitAtFirst(rest, '?')
  const read = {
    speed: (value: string) => (value === '' ? value : Number(value)),
    loop: (value: string) => ({ yes: true, no: false })[value] ?? value,
    // Number('') would be 1970.
    from: (value: string) => (/^-?[\d.]+$/.test(value) ? Number(value) : Date.parse(value))
  }
  const options = optionsOf(query, ['speed', 'loop', 'from'] as const, 'replay')
  return { kind: 'replay', capture, ...Object.fromEntries(options.map(([key, value]) => [key, read[key](value)])) }
}

function optionsOf<Key extends string>(query: string, known: readonly Key[], what: string): (readonly [Key, string])[] {
  return (query === '' ? [] : query.split('&')).map(pair => {
    const [key, value] = splitAtFirst(pair, '=')
    const found = known.find(name => name === key)
    if (!found) throw new SignalboxError('bad-input', `"${key}" is not a ${what} option`, { remedy })
    return [found, value]
  })
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
