import type { AxisSetting } from '../../charts/strip-axes'
import { text } from '../../messages'

export type AxisChange =
  { readonly setting: AxisSetting; readonly error: null } | { readonly setting: null; readonly error: string }

/** The axis that two typed ends and a choice mean, or what is wrong with them; an empty end is found automatically. */
export function readAxis(draft: { readonly min: string; readonly max: string; readonly log: boolean }): AxisChange {
  const [min, max] = [endOf(draft.min), endOf(draft.max)]
  const { log } = draft
  const wrong = (error: string): AxisChange => ({ setting: null, error })
  if ([min, max].some(end => end !== null && !Number.isFinite(end))) return wrong(text.settings.notANumber)
  if (log && [min, max].some(end => end !== null && end <= 0)) return wrong(text.axes.needsPositive)
  if (min !== null && max !== null && min >= max) return wrong(text.axes.wrongOrder)
  return { setting: { min, max, log }, error: null }
}

function endOf(typed: string): number | null {
  const plain = typed.trim().replace(',', '.').replace('−', '-')
  return plain === '' ? null : Number(plain)
}
