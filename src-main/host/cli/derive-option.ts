import { SignalboxError } from '@shared/base/errors'
import { parseDerived, readDerivedText } from '@shared/expression'
import { type DerivedChannel, DerivedChannels } from '@shared/model/derived'

const example = 'Write NAME=EXPRESSION, e.g. --derive "power(W)=u*i".'

/**
 * The channels of `--derive NAME=EXPRESSION` or `--derive "NAME(UNIT)=EXPRESSION"`, in their order.
 * @throws SignalboxError `bad-input` that names what does not fit.
 */
export function readDerived(texts: readonly string[]): readonly DerivedChannel[] {
  const channels = texts.map(text => {
    const channel = readDerivedText(text)
    if (channel) return channel
    throw new SignalboxError('bad-input', `--derive ${JSON.stringify(text)} is no derived channel`, { remedy: example })
  })
  const { success, error } = DerivedChannels.safeParse(channels)
  if (!success)
    throw new SignalboxError('bad-input', `--derive: ${error.issues[0]?.message ?? 'not valid'}`, { remedy: example })
  parseDerived(channels)
  return channels
}
