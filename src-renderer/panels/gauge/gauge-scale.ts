import type { Light } from '@shared/model/batch'
import type { ChannelStatus } from '@shared/model/session'
import { niceStep } from '../../charts/value-ticks'

/** A gauge's scale, from `min` to `max` with ticks between. */
export interface GaugeScale {
  readonly min: number
  readonly max: number
  readonly ticks: readonly number[]
  /** Between two ticks. */
  readonly step: number
}

/** A part of the scale in one lamp's colour; `from` and `to` as shares of the scale. */
export interface GaugeZone {
  readonly light: Light
  readonly from: number
  readonly to: number
}

/**
 * The scale that shows the channel's limits and everything it has been since its totals were reset, widened to whole
 * ticks, and never narrower than `before`; ends fixed by hand are kept as they are.
 */
export function gaugeScale(
  { value, totals, settings }: Pick<ChannelStatus, 'value' | 'totals' | 'settings'>,
  fixed: { readonly min: number | null; readonly max: number | null },
  before?: GaugeScale
): GaugeScale {
  const { yellow, red } = settings.lights
  const known = [value, totals.min, totals.max, yellow.low, yellow.high, red.low, red.high].filter(
    candidate => candidate !== null
  )
  if (before && fixed.min === null) known.push(before.min)
  if (before && fixed.max === null) known.push(before.max)
  let low = fixed.min ?? Math.min(...known)
  let high = fixed.max ?? Math.max(...known)
  if (!(Number.isFinite(low) && Number.isFinite(high))) [low, high] = [fixed.min ?? 0, fixed.max ?? 1]
  // Ends so near each other that a step between them would be zero are one and the same.
  if (high - low < 1e-300) {
    const middle = fixed.max ?? low
    const reach = Math.max(Math.abs(middle) * 0.1, 1e-9)
    ;[low, high] = [fixed.min ?? middle - reach, fixed.max ?? middle + reach]
    if (low >= high) [low, high] = [low, low + reach]
  }
  const step = niceStep(high - low, 5)
  const min = fixed.min ?? Math.floor(low / step + 1e-9) * step
  const max = fixed.max ?? Math.ceil(high / step - 1e-9) * step
  const ticks: number[] = []
  for (let index = Math.ceil(min / step - 1e-9); index * step <= max + step * 1e-9; index++) ticks.push(index * step)
  return { min, max, ticks, step }
}

/** Where a value is on the scale, 0 to 1; beyond it at its end. */
export function shareOf(value: number, { min, max }: GaugeScale): number {
  return Math.min(1, Math.max(0, (value - min) / (max - min)))
}

/** The scale's coloured parts from low to high; none when the channel has no limits. */
export function gaugeZones({ settings }: Pick<ChannelStatus, 'settings'>, scale: GaugeScale): GaugeZone[] {
  const { yellow, red } = settings.lights
  if ([yellow.low, yellow.high, red.low, red.high].every(limit => limit === null)) return []
  const redLow = red.low ?? -Infinity
  const yellowLow = Math.max(yellow.low ?? -Infinity, redLow)
  const redHigh = red.high ?? Infinity
  const yellowHigh = Math.min(yellow.high ?? Infinity, redHigh)
  const borders = [-Infinity, redLow, yellowLow, yellowHigh, redHigh, Infinity]
  const colours = ['red', 'yellow', 'green', 'yellow', 'red'] as const
  return colours
    .map((light, at) => ({ light, from: shareOf(borders[at], scale), to: shareOf(borders[at + 1], scale) }))
    .filter(({ from, to }) => to > from)
}
