import type { ShownChannel } from '../stores/looks'
import { decimalsFor, fixedText } from '../format/numbers'

/**
 * Writes values of channels with the user's decimals, else with as many as the channel has needed so far, so that a column
 * of numbers does not change its width with every value.
 */
export function useSteadyText(): (shown: ShownChannel, value: number | null) => string {
  const used = new Map<string, number>()
  return ({ ref, decimals, channel }, value) => {
    if (decimals !== null) return fixedText(value, decimals)
    const key = `${ref.address} ${ref.channel}`
    const steady = decimalsFor(channel.value, used.get(key))
    used.set(key, steady)
    return fixedText(value, steady)
  }
}
