import { text } from '../../messages'
import { type ChannelLook, mostDecimals } from '../../stores/looks'

/** The fields one types into; empty is automatic. */
export const lookFields = ['decimals', 'scale', 'offset'] as const
export type LookField = (typeof lookFields)[number]

export type LookChange =
  { readonly look: Partial<ChannelLook>; readonly error: null } | { readonly look: null; readonly error: string }

/** What `typed` in a field means, or what is wrong with it. A decimal comma and a typographic minus are understood. */
export function readLookField(field: LookField, typed: string): LookChange {
  const plain = typed.trim().replace(',', '.').replace('−', '-')
  if (plain === '') return { look: { [field]: undefined }, error: null }
  const value = Number(plain)
  if (field === 'decimals') {
    const valid = Number.isInteger(value) && value >= 0 && value <= mostDecimals
    return valid
      ? { look: { decimals: value }, error: null }
      : { look: null, error: text.looks.badDecimals(mostDecimals) }
  }
  if (!Number.isFinite(value)) return { look: null, error: text.settings.notANumber }
  if (field === 'scale' && value === 0) return { look: null, error: text.looks.badScale }
  // What changes nothing is nothing to remember.
  const isUsual = value === (field === 'scale' ? 1 : 0)
  return { look: { [field]: isUsual ? undefined : value }, error: null }
}
