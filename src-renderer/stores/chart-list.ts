import type { ChannelStatus, SessionStatus } from '@shared/model/session'
import { dashPatterns, lineLook, type ChannelColour } from '../charts/palette'
import { planAxes, type StripAxis, usualAxis } from '../charts/strip-axes'
import { mostLines, type StripChannel } from '../charts/strip-channel'
import { text } from '../messages'
import { type ChartSetup, type ChartsOptions, ownChart } from '../panels/charts/options'
import type { Chosen } from './session-summary'

export interface ChannelLook {
  readonly colour: ChannelColour
  readonly dash: readonly number[]
}

/** How a channel is shown, with what the user changed. */
export interface LineShow extends ChannelLook {
  readonly label: string
  /** The user's choice; null leaves it to the values. */
  readonly decimals: number | null
  /** Drawn in charts is value * scale + offset. */
  readonly scale: number
  readonly offset: number
  /** The user's choice of an axis, 1 to 4; null leaves it to the unit. */
  readonly axis: number | null
  /** Whether the user chose them: then they are not changed to tell lines apart. */
  readonly chosen: { readonly colour: boolean; readonly dash: boolean }
}
export type ShowLine = (session: SessionStatus, channel: ChannelStatus) => LineShow

export interface ChartEntry {
  /** Survives restarts: it is made of addresses and names. */
  readonly key: string
  readonly session: string
  readonly address: string
  readonly device: string
  readonly title: string
  readonly channels: readonly StripChannel[]
  readonly axes: readonly StripAxis[]
  /** Made by the user; the others follow from the channels' names and units. */
  readonly own: boolean
}

/** What the user arranged, and how lines are shown; without it, as it comes. */
export interface ChartWishes {
  readonly chosen?: Chosen
  readonly options?: ChartsOptions
  readonly show?: ShowLine
}

interface Draft {
  readonly key: string
  readonly session: SessionStatus
  readonly title: string
  readonly channels: readonly ChannelStatus[]
}

/**
 * The charts of all sessions: one a group of channels, in the order in which groups appear; a group with more lines than
 * can be told apart is cut into parts. A channel keeps its part and its look when others are hidden. To these come the charts
 * the user made, and what was added to and taken from each. Where so many bands would lie over each other that none can be
 * read, only the chosen channel has one.
 */
export function chartsOf(
  sessions: readonly SessionStatus[],
  { chosen, options = { charts: {}, order: [] }, show = usualShow }: ChartWishes = {}
): ChartEntry[] {
  const entries = sessions.flatMap(session =>
    [...automaticCharts(session), ...ownCharts(session, options)].flatMap(draft => {
      const setup = options.charts[draft.key]
      const channels = withChanges(draft, setup).filter(({ settings }) => settings.visible)
      if (channels.length === 0) return []
      const lines = channels.map(channel => ({ channel, look: show(session, channel) }))
      const plan = planAxes(lines.map(({ channel, look }) => ({ unit: channel.unit, axis: look.axis })))
      const chart: ChartEntry = {
        key: draft.key,
        session: session.id,
        address: session.address,
        device: session.label,
        title: setup?.title ?? lines.find(({ channel }) => channel.name === draft.title)?.look.label ?? draft.title,
        channels: toldApart(lines.map(({ channel, look }, at) => stripChannel(channel, look, plan.of[at]))),
        axes: plan.axes.map(axis => ({ ...usualAxis, ...setup?.axes?.[axis.id], ...axis })),
        own: ownChart(draft.key)
      }
      return [withFewBands(chart, chosen?.session.id === session.id ? chosen.channel.index : -1)]
    })
  )
  return inOrder(entries, options.order)
}

function automaticCharts(session: SessionStatus): Draft[] {
  return [...groupsOf(session.channels)].flatMap(([group, channels]) => {
    const name = titleOf(channels)
    const parts = Math.ceil(channels.length / mostLines)
    return Array.from({ length: parts }, (_, part) => ({
      key: `${session.address}/${group}/${part}`,
      session,
      title: parts > 1 ? text.charts.part(name, part + 1) : name,
      channels: channels.slice(part * mostLines, (part + 1) * mostLines)
    }))
  })
}

/** The user's own charts are those of the device of their first channel. */
function ownCharts(session: SessionStatus, { charts }: ChartsOptions): Draft[] {
  return Object.entries(charts).flatMap(([key, { added }]) => {
    if (!ownChart(key) || added[0]?.address !== session.address) return []
    const names = added.map(({ channel }) => channel)
    const channels = session.channels.filter(({ name }) => names.includes(name))
    const title = channels.map(({ name }) => name).join(', ')
    return channels.length > 0 ? [{ key, session, title, channels: [] }] : []
  })
}

function withChanges({ session, channels }: Draft, setup: ChartSetup | undefined): ChannelStatus[] {
  const kept = channels.filter(({ name }) => !setup?.removed.includes(name))
  const names = new Set(kept.map(({ name }) => name))
  const added = (setup?.added ?? []).flatMap(({ address, channel: name }) => {
    if (address !== session.address || names.has(name)) return []
    return session.channels.find(channel => channel.name === name) ?? []
  })
  return [...kept, ...added]
}

/** Charts the user moved stand where they were put; others stay behind the one they came after. */
function inOrder(entries: readonly ChartEntry[], order: readonly string[]): ChartEntry[] {
  if (order.length === 0) return [...entries]
  const places = new Map(order.map((key, at) => [key, at]))
  let before = -1
  const placed = entries.map((entry, at) => {
    before = places.get(entry.key) ?? before
    return { entry, place: places.get(entry.key) ?? before + 0.5, at }
  })
  return placed.sort((one, other) => one.place - other.place || one.at - other.at).map(({ entry }) => entry)
}

/** With more lines than this in a chart their bands are a grey cloud, and most of the time it takes to paint them. */
const mostBands = 6

function withFewBands(chart: ChartEntry, chosen: number): ChartEntry {
  if (chart.channels.length <= mostBands) return chart
  return { ...chart, channels: chart.channels.map(line => (line.index === chosen ? line : { ...line, band: 0 })) }
}

type ChosenLine = StripChannel & Pick<LineShow, 'chosen'>

function stripChannel({ index, name, unit, settings }: ChannelStatus, look: LineShow, axis: number): ChosenLine {
  const { label, colour, dash, decimals, scale, offset, chosen } = look
  const { band, lights } = settings
  return { index, name: label, source: name, unit, colour, dash, band, lights, axis, scale, offset, decimals, chosen }
}

/** Lines of one chart that would look the same get different dashes, unless the user chose theirs. */
function toldApart(lines: readonly ChosenLine[]): StripChannel[] {
  const taken = new Set<string>()
  const look = (colour: ChannelColour, dash: readonly number[]): string => `${colour.light} ${dash.join()}`
  return lines.map(({ chosen, ...line }) => {
    const own = line.dash ?? []
    const dashes = chosen.dash ? [own] : [own, ...dashPatterns]
    const dash = dashes.find(candidate => !taken.has(look(line.colour, candidate))) ?? own
    taken.add(look(line.colour, dash))
    return { ...line, dash }
  })
}

/** No two of a device's first 32 channels look the same. */
function usualShow(_session: SessionStatus, { index, name }: ChannelStatus): LineShow {
  const chosen = { colour: false, dash: false }
  return { ...lineLook(index), label: name, decimals: null, scale: 1, offset: 0, axis: null, chosen }
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
  const prefix = dot > 0 ? name.slice(0, dot) : ''
  return prefix !== '' && channels.every(other => other.name.startsWith(`${prefix}.`)) ? prefix : text.charts.other
}
