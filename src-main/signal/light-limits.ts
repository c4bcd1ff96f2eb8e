import type { LightSettings } from '@shared/model/settings'

/** Lamp settings as the numbers that are compared; a missing limit is infinitely far away. */
export interface LightLimits {
  readonly settings: LightSettings
  /** Outside these a value is red. */
  readonly redLow: number
  readonly redHigh: number
  /** Outside these it is at least yellow. */
  readonly low: number
  readonly high: number
  /** Inside these it is clear of red by the deadband. */
  readonly clearRedLow: number
  readonly clearRedHigh: number
  /** Inside these it is clear of red and yellow by the deadband. */
  readonly clearLow: number
  readonly clearHigh: number
  readonly onDelay: number
  readonly offDelay: number
}

export function lightLimits(settings: LightSettings): LightLimits {
  const { yellow, red, deadband, onDelay, offDelay } = settings
  const redLow = red.low ?? -Infinity
  const redHigh = red.high ?? Infinity
  const low = Math.max(redLow, yellow.low ?? -Infinity)
  const high = Math.min(redHigh, yellow.high ?? Infinity)
  return {
    settings,
    redLow,
    redHigh,
    low,
    high,
    clearRedLow: redLow + deadband,
    clearRedHigh: redHigh - deadband,
    clearLow: low + deadband,
    clearHigh: high - deadband,
    onDelay,
    offDelay
  }
}

export function sameLights(one: LightSettings, other: LightSettings): boolean {
  return (
    one === other ||
    (one.deadband === other.deadband &&
      one.onDelay === other.onDelay &&
      one.offDelay === other.offDelay &&
      one.yellow.low === other.yellow.low &&
      one.yellow.high === other.yellow.high &&
      one.red.low === other.red.low &&
      one.red.high === other.red.high)
  )
}

export type LimitSide = 'low' | 'high'

/** Why a lamp got worse, e.g. `above red limit 40`, `below yellow limit 2.5 for 500 ms`. */
export function worseCause(settings: LightSettings, to: 'yellow' | 'red', value: number): string {
  const side: LimitSide = to === 'red' ? sideOf(settings, 'red', value) : sideOf(settings, 'yellow', value)
  // With no yellow limit on that side, the red one is what the value is outside of.
  const name = settings[to][side] === null ? 'red' : to
  return `${side === 'high' ? 'above' : 'below'} ${name} limit ${settings[name][side]}${lasting(settings.onDelay)}`
}

/** Why a lamp got better, e.g. `back below yellow limit 30 - deadband 0.5`; `side` is the one it was outside of. */
export function betterCause(settings: LightSettings, to: 'green' | 'yellow', side: LimitSide | null): string {
  const names = to === 'green' ? (['yellow', 'red'] as const) : (['red'] as const)
  const sides: readonly LimitSide[] = side === 'low' ? ['low', 'high'] : ['high', 'low']
  for (const at of sides)
    for (const name of names) {
      const limit = settings[name][at]
      if (limit === null) continue
      const deadband = settings.deadband === 0 ? '' : ` ${at === 'high' ? '-' : '+'} deadband ${settings.deadband}`
      return `back ${at === 'high' ? 'below' : 'above'} ${name} limit ${limit}${deadband}${lasting(settings.offDelay)}`
    }
  return 'no limit is set any more'
}

/** The side on which `value` is outside the band, or outside red's where yellow has no such limit. */
export function sideOf(settings: LightSettings, name: 'yellow' | 'red', value: number): LimitSide {
  const high = settings[name].high ?? settings.red.high
  return high !== null && value > high ? 'high' : 'low'
}

function lasting(delay: number): string {
  return delay === 0 ? '' : ` for ${delay} ms`
}
