import type { ChannelStatus, SessionStatus } from '@shared/model/session'
import { lineLook, type ChannelColour } from '../charts/palette'
import { mostLines, type StripChannel } from '../charts/strip-channel'
import { text } from '../messages'
import type { Chosen } from './session-summary'

export interface ChannelLook {
  readonly colour: ChannelColour
  readonly dash: readonly number[]
}

export interface ChartEntry {
  readonly key: string
  readonly session: string
  readonly device: string
  readonly title: string
  readonly channels: readonly StripChannel[]
}

/**
 * The charts of all sessions: one a group of channels, in the order in which groups appear; a group with more lines than
 * can be told apart is cut into parts. A channel keeps its part and its look when others are hidden. Where so many bands
 * would lie over each other that none can be read, only the chosen channel has one.
 */
export function chartsOf(sessions: readonly SessionStatus[], chosen?: Chosen): ChartEntry[] {
  return sessions.flatMap(session =>
    [...groupsOf(session.channels)].flatMap(([group, channels]) => {
      const name = titleOf(channels)
      const parts = Math.ceil(channels.length / mostLines)
      return Array.from({ length: parts }, (_, part) => ({
        key: `${session.id}/${group}/${part}`,
        session: session.id,
        device: session.label,
        title: parts > 1 ? text.charts.part(name, part + 1) : name,
        channels: channels
          .slice(part * mostLines, (part + 1) * mostLines)
          .flatMap((channel, position) => (channel.settings.visible ? [stripChannel(channel, position)] : []))
      }))
        .filter(({ channels: shown }) => shown.length > 0)
        .map(chart => withFewBands(chart, chosen?.session.id === session.id ? chosen.channel.index : -1))
    })
  )
}

/** With more lines than this in a chart their bands are a grey cloud, and most of the time it takes to paint them. */
const mostBands = 6

function withFewBands(chart: ChartEntry, chosen: number): ChartEntry {
  if (chart.channels.length <= mostBands) return chart
  return { ...chart, channels: chart.channels.map(line => (line.index === chosen ? line : { ...line, band: 0 })) }
}

function stripChannel({ index, name, unit, settings }: ChannelStatus, position: number): StripChannel {
  return { index, name, unit, ...lineLook(position), band: settings.band, lights: settings.lights }
}

/** The look of every channel of a session, by column index. */
export function looksOf(session: SessionStatus): Map<number, ChannelLook> {
  const looks = new Map<number, ChannelLook>()
  for (const channels of groupsOf(session.channels).values())
    for (const [position, { index }] of channels.entries()) looks.set(index, lineLook(position % mostLines))
  return looks
}

function groupsOf(channels: readonly ChannelStatus[]): Map<string, ChannelStatus[]> {
  const groups = new Map<string, ChannelStatus[]>()
  for (const channel of channels) {
    const group = groups.get(channel.group)
    if (group) group.push(channel)
    else groups.set(channel.group, [channel])
  }
  return groups
}

/** The dotted prefix the channels share; a single channel's own name where there is none. */
function titleOf(channels: readonly ChannelStatus[]): string {
  const [{ name }] = channels
  const dot = name.lastIndexOf('.')
  if (channels.length === 1) return name
  return dot > 0 ? name.slice(0, dot) : text.charts.other
}
