import type { LightSettings } from '@shared/model/settings'
import { mixColours, type ChannelColour } from './palette'
import type { StripLine } from './strip-scene'
import type { ChartTheme } from './theme'

/** A channel as the page hands it to a chart. */
export interface StripChannel {
  /** Column index in the session. */
  readonly index: number
  /** As it is to be shown. */
  readonly name: string
  /** The device's name for it; the same when absent. */
  readonly source?: string
  readonly unit: string
  readonly colour: ChannelColour
  /** css px on, off, ...; solid when absent. */
  readonly dash?: readonly number[]
  /** Half width of the band around the mean, in standard deviations; 0 for none. */
  readonly band: number
  readonly lights?: LightSettings | null
  /** Its value axis, as a place in the chart's axes; the first when absent. */
  readonly axis?: number
  /** Drawn is value * scale + offset; 1 and 0 when absent. */
  readonly scale?: number
  readonly offset?: number
  /** For readings; found by the axis when absent. */
  readonly decimals?: number | null
}

/** More lines than this in one chart cannot be told apart; the page groups, the chart draws the first ones. */
export const mostLines = 12

/** The channels as lines in the theme's colours. */
export function linesOf(channels: readonly StripChannel[], theme: ChartTheme): StripLine[] {
  return channels.slice(0, mostLines).map(channel => {
    const colour = theme.dark ? channel.colour.dark : channel.colour.light
    return {
      channel: channel.index,
      name: channel.name,
      unit: channel.unit,
      colour,
      meanColour: mixColours(colour, theme.dark ? '#ffffff' : '#000000', 0.5),
      dash: channel.dash ?? [],
      band: channel.band,
      axis: channel.axis ?? 0,
      scale: channel.scale || 1,
      offset: channel.offset ?? 0,
      decimals: channel.decimals ?? null,
      limits: hasLimits(channel.lights) ? channel.lights : null
    }
  })
}

function hasLimits(lights: LightSettings | null | undefined): lights is LightSettings {
  return !!lights && [lights.yellow, lights.red].some(({ low, high }) => low !== null || high !== null)
}
