import type { ChannelSettings, LightSettings } from '@shared/model/settings'
import { plainText } from '../format/numbers'
import { spanText } from '../format/times'
import { text } from '../messages'

/** `z-score 6` */
export function detectorWords({ anomaly }: ChannelSettings): string {
  if (anomaly.kind === 'none') return '–'
  return `${text.settings.detectorNames[anomaly.kind]} ${plainText(anomaly.threshold)}`
}

/** `-5 … 40`; what does not limit is left open. */
export function bandWords({ low, high }: LightSettings['yellow']): string {
  if (low === null && high === null) return '–'
  const side = (limit: number | null): string => (limit === null ? '' : plainText(limit))
  return `${side(low)} … ${side(high)}`.trim()
}

export function delayWords({ onDelay, offDelay }: LightSettings): string {
  return onDelay === 0 && offDelay === 0 ? '–' : `${spanText(onDelay)} / ${spanText(offDelay)}`
}

export const settingsTitles = (): string[] => [
  text.report.channel,
  text.report.window,
  text.report.detector,
  text.report.yellow,
  text.report.red,
  text.report.deadband,
  text.report.delays
]
