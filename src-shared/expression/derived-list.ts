import { SignalboxError } from '../base/errors'
import type { DerivedChannel } from '../model/derived'
import { ExpressionError } from './expression-error'
import { parseExpression, type ParsedExpression } from './parse'

export interface ParsedDerived extends ParsedExpression {
  readonly channel: DerivedChannel
}

/**
 * Reads a session's derived channels. Channels that have not appeared are no error: they may come.
 * @throws SignalboxError `bad-input` that names the channel and its expression: one that cannot be read, a name given
 * twice, and one that uses itself or a channel computed after it (which would be a circle, or could become one).
 */
export function parseDerived(channels: readonly DerivedChannel[]): readonly ParsedDerived[] {
  const names = channels.map(({ name }) => name)
  return channels.map((channel, index) => {
    const { name, expression } = channel
    const refuse = (why: string, remedy: string): SignalboxError =>
      new SignalboxError('bad-input', `${name} = ${expression}: ${why}`, { remedy })
    if (names.indexOf(name) !== index)
      throw refuse('there are two derived channels of this name', 'Give one of them another name.')
    const parsed = parsedFor(expression, refuse)
    if (parsed.channels.includes(name))
      throw refuse(`it uses itself`, 'Use another name, or previous(...) of a channel it is computed from.')
    const later = names.slice(index + 1).find(other => parsed.channels.includes(other))
    if (later !== undefined)
      throw refuse(`it uses ${later}, which is computed after it`, `Move ${later} before ${name}.`)
    return { ...parsed, channel }
  })
}

function parsedFor(expression: string, refuse: (why: string, remedy: string) => SignalboxError): ParsedExpression {
  try {
    return parseExpression(expression)
  } catch (error) {
    throw error instanceof ExpressionError ? refuse(error.message, error.remedy) : error
  }
}
