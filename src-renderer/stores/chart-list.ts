import type { ChannelStatus, SessionStatus } from '@shared/model/session'
import { lineLook, type ChannelColour } from '../charts/palette'
import { mostLines, type StripChannel } from '../charts/strip-channel'
import { text } from '../messages'

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
 * can be told apart is cut into parts. A channel keeps its part and its look when others are hidden.
 */
export function chartsOf(sessions: readonly SessionStatus[]): ChartEntry[] {
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
      })).filter(({ channels: shown }) => shown.length > 0)
    })
  )
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
