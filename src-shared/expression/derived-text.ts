import { SignalboxError } from '../base/errors'
import { DerivedChannel, DerivedChannels } from '../model/derived'
import { parseDerived } from './derived-list'

/** One channel written `name = expression` or `name(unit) = expression`; null when it is none. */
export function readDerivedText(text: string): DerivedChannel | null {
  const { name, unit, expression } =
    /^(?<name>[^=(]+)(?:\((?<unit>[^)]*)\))?\s*=(?!=)(?<expression>[^]+)$/.exec(text)?.groups ?? {}
  return DerivedChannel.safeParse({ name, unit: unit?.trim() ?? '', expression }).data ?? null
}

/**
 * The derived channels of a script: a line `name(unit) = expression` each, in the order in which they are computed. What
 * follows a `#` at a line's start or after a space is a comment; empty lines are left out.
 * @throws SignalboxError `bad-input` that names the line, or the expression that cannot be computed.
 */
export function readScript(script: string): readonly DerivedChannel[] {
  const channels = script.split(/\r?\n/).flatMap((line, index) => {
    const content = line.replace(/(^|\s)#.*$/, '').trim()
    if (content === '') return []
    const channel = readDerivedText(content)
    if (channel) return [channel]
    throw new SignalboxError('bad-input', `line ${index + 1}: ${JSON.stringify(content)} is no derived channel`, {
      remedy: 'Write name = expression, or name(unit) = expression, e.g. power(W) = u * i.'
    })
  })
  if (!DerivedChannels.safeParse(channels).success)
    throw new SignalboxError('bad-input', `${channels.length} derived channels are too many`, {
      remedy: 'At most 64 can be computed.'
    })
  parseDerived(channels)
  return channels
}
