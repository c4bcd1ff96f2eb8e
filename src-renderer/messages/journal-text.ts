import { formatNames } from '@shared/model/format'
import type { StreamEvent } from '@shared/model/event'
import type { ChannelSettings } from '@shared/model/settings'
import { countText, percentText, plainText, readingText, valueText } from '../format/numbers'
import { elapsedText, spanText } from '../format/times'
import { text } from '.'

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
  switch (event.kind) {
    case 'connected':
      return `Connected to ${event.device}`
    case 'disconnected':
      return `Disconnected: ${event.reason}, after ${countText(event.bytes)} bytes; it is looked for until the device is closed`
    case 'gap':
      return `Nothing is known for ${durationText(event.time - event.from)}`
    case 'ended':
      return event.reason === 'closed' ? 'The device was closed' : 'End of the data'
    case 'format':
      return `${event.forced ? 'Format set by hand' : 'Format recognised'}: ${formatTitle(event.name)}${event.forced ? '' : `, ${percentText(event.confidence)} sure`}`
    case 'channels':
      return `${event.names.length === 1 ? 'New channel' : `${event.names.length} new channels`}: ${listText(event.names)}`
    case 'anomaly':
      return `Value ${measuredText(event.value)} is out of line, score ${event.score === null ? infinite : valueText(event.score, 3)}`
    case 'state':
      return `${text.lamps[event.from]} to ${text.lamps[event.to].toLowerCase()}: ${event.cause} (value ${measuredText(event.value)})`
    case 'settings':
      return `New settings from sample ${countText(event.sample)} on${event.channel === '*' ? ', all channels' : ''}: ${settingsText(event.settings)}`
    case 'derived':
      return `Derived channels from sample ${countText(event.sample)} on: ${event.channels.length === 0 ? text.none : listText(event.channels.map(({ name, expression }) => `${name} = ${expression}`))}`
    case 'trigger':
      return `Trigger ${event.trigger} fired at value ${measuredText(event.value)}`
    case 'sent':
      return `Sent ${countText(event.bytes)} bytes: ${event.text}`
    case 'injected':
      return `${titleOf(text.faults, event.fault)} injected${event.channel === '*' ? '' : ` into ${event.channel}`}`
    case 'mark':
      return event.label
    case 'dropped':
      return `${countText(event.count)} ${event.what} lost at ${event.place}`
    case 'fault':
      return [`${event.place}: ${event.message}`, event.remedy].filter(Boolean).join('. ')
    case 'recording':
      return `${{ started: 'Recording started', completed: 'Recording complete', recovered: 'Recording recovered' }[event.phase]}: ${event.capture}`
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
  return names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ')
}

function settingsText({ window, anomaly, lights }: ChannelSettings): string {
  const detector = anomaly.kind === 'none' ? 'detector off' : `${anomaly.kind} ${plainText(anomaly.threshold)}`
  const limits = [lights.yellow.low, lights.yellow.high, lights.red.low, lights.red.high].filter(
    limit => limit !== null
  )
  return `window ${window}, ${detector}, ${limits.length === 0 ? 'no limits' : `${limits.length} limit${limits.length > 1 ? 's' : ''}`}`
}
