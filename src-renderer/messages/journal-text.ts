import { formatNames } from '@shared/model/format'
import type { StreamEvent } from '@shared/model/event'
import type { ChannelSettings } from '@shared/model/settings'
import { countText, percentText, plainText, readingText, valueText } from '../format/numbers'
import { elapsedText, spanText } from '../format/times'
import { text } from '.'
import { engineText } from './engine-text'

export const severities = ['info', 'notice', 'warning', 'alarm'] as const
export type Severity = (typeof severities)[number]

/** How much attention an event asks for. */
export function severityOf(event: StreamEvent): Severity {
  switch (event.kind) {
    case 'state':
      return event.to === 'red' ? 'alarm' : event.to === 'yellow' ? 'warning' : 'notice'
    case 'fault':
      return 'alarm'
    case 'anomaly':
    case 'disconnected':
    case 'gap':
    case 'dropped':
      return 'warning'
    case 'injected':
    case 'trigger':
    case 'mark':
      return 'notice'
    case 'recording':
      return event.phase === 'recovered' ? 'notice' : 'info'
    case 'connected':
    case 'ended':
    case 'format':
    case 'channels':
    case 'settings':
    case 'derived':
    case 'sent':
      return 'info'
  }
}

/** The channel an event is about; '' for the whole device. */
export function channelOf(event: StreamEvent): string {
  return 'channel' in event && event.channel !== '*' ? event.channel : ''
}

const infinite = '∞'
const measuredText = (value: number | null): string => (value === null ? infinite : readingText(value))

/** What happened, in one sentence without the device and the channel, which stand beside it. */
export function eventText(event: StreamEvent): string {
  const { events } = text
  switch (event.kind) {
    case 'connected':
      return events.connected(event.device)
    case 'disconnected':
      return events.disconnected(engineText(event.reason), countText(event.bytes))
    case 'gap':
      return events.gap(durationText(event.time - event.from))
    case 'ended':
      return event.reason === 'closed' ? events.closed : events.dataEnded
    case 'format':
      return event.forced
        ? events.formatForced(formatTitle(event.name))
        : events.formatFound(formatTitle(event.name), percentText(event.confidence))
    case 'channels':
      return events.channels(event.names.length, listText(event.names))
    case 'anomaly':
      return events.anomaly(measuredText(event.value), event.score === null ? infinite : valueText(event.score, 3))
    case 'state': {
      const { [event.from]: from, [event.to]: to } = text.lamps
      return events.state(from, to, engineText(event.cause), measuredText(event.value))
    }
    case 'settings':
      return events.settings(countText(event.sample), event.channel === '*', settingsText(event.settings))
    case 'derived': {
      const channels = event.channels.map(({ name, expression }) => `${name} = ${expression}`)
      return events.derived(countText(event.sample), channels.length === 0 ? text.none : listText(channels))
    }
    case 'trigger':
      return events.trigger(event.trigger, measuredText(event.value))
    case 'sent':
      return events.sent(countText(event.bytes), event.text)
    case 'injected':
      return events.injected(titleOf(text.faults, event.fault), event.channel === '*' ? '' : event.channel)
    case 'mark':
      return event.label
    case 'dropped':
      return events.dropped(countText(event.count), engineText(event.what), engineText(event.place))
    case 'fault':
      return [`${engineText(event.place)}: ${engineText(event.message)}`, engineText(event.remedy)]
        .filter(Boolean)
        .join('. ')
    case 'recording':
      return events.recording[event.phase](event.capture)
  }
}

function durationText(milliseconds: number): string {
  return milliseconds < 60_000 ? spanText(milliseconds) : elapsedText(milliseconds)
}

function formatTitle(name: string): string {
  const known = formatNames.find(candidate => candidate === name)
  return known ? text.formats[known] : name
}

function titleOf(titles: Readonly<Record<string, string>>, name: string): string {
  return titles[name] ?? name
}

function listText(names: readonly string[]): string {
  return names.length > 8 ? text.events.listMore(names.slice(0, 8).join(', '), names.length - 8) : names.join(', ')
}

function settingsText({ window, anomaly, lights }: ChannelSettings): string {
  const { events } = text
  const detector =
    anomaly.kind === 'none'
      ? events.detectorOff
      : `${text.settings.detectorNames[anomaly.kind]} ${plainText(anomaly.threshold)}`
  const limits = [lights.yellow.low, lights.yellow.high, lights.red.low, lights.red.high].filter(
    limit => limit !== null
  )
  return [
    events.settingsWindow(window),
    detector,
    limits.length === 0 ? events.noLimits : events.limits(limits.length)
  ].join(', ')
}
