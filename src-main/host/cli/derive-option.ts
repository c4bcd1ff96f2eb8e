import { SignalboxError } from '@shared/base/errors'
import { parseDerived } from '@shared/expression'
import { DerivedChannel, DerivedChannels } from '@shared/model/derived'

const example = 'Write NAME=EXPRESSION, e.g. --derive "power(W)=u*i".'

/**
 * The channels of `--derive NAME=EXPRESSION` or `--derive "NAME(UNIT)=EXPRESSION"`, in their order.
 * @throws SignalboxError `bad-input` that names what does not fit.
 */
export function readDerived(texts: readonly string[]): readonly DerivedChannel[] {
  return checkedDerived(
    texts.map(text => readDerivedChannel(text, '--derive')),
    '--derive'
  )
}

/** One channel written `NAME=EXPRESSION` or `NAME(UNIT)=EXPRESSION`; `place` says where. @throws as above */
export function readDerivedChannel(text: string, place: string): DerivedChannel {
  const { name, unit, expression } =
    /^(?<name>[^=(]+)(?:\((?<unit>[^)]*)\))?\s*=(?!=)(?<expression>[^]+)$/.exec(text)?.groups ?? {}
  const result = DerivedChannel.safeParse({ name, unit: unit?.trim() ?? '', expression })
  if (result.success) return result.data
  throw new SignalboxError('bad-input', `${place} ${JSON.stringify(text)} is no derived channel`, { remedy: example })
}

/** The channels, if they can be computed in this order. @throws as above */
export function checkedDerived(channels: readonly DerivedChannel[], place: string): readonly DerivedChannel[] {
  const { success, error } = DerivedChannels.safeParse(channels)
  if (!success)
    throw new SignalboxError('bad-input', `${place}: ${error.issues[0]?.message ?? 'not valid'}`, { remedy: example })
  parseDerived(channels)
  return channels
}
