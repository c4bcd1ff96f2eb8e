import type { ShownChannel } from '../stores/looks'
import { decimalsFor, fixedText } from '../format/numbers'

/** A mean has as many decimals as its channel's samples; a sample brings its own. */
export type SteadyText = (shown: ShownChannel, value: number | null, kind?: 'sample' | 'mean') => string

/**
 * Writes values of channels with the user's decimals, else with as many as the channel has needed so far, so that a column
 * of numbers does not change its width with every value.
 */
export function useSteadyText(): SteadyText {
  const used = new Map<string, number>()
  return ({ ref, decimals }, value, kind = 'sample') => {
    if (decimals !== null) return fixedText(value, decimals)
    const key = `${ref.address} ${ref.channel}`
    const steady = kind === 'sample' ? decimalsFor(value, used.get(key)) : (used.get(key) ?? 2)
    used.set(key, steady)
    return fixedText(value, steady)
  }
}
