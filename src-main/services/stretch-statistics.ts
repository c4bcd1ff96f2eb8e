import { SignalboxError } from '@shared/base/errors'
import { mapReduce } from '@shared/flow/map-reduce'
import { finiteOrNull } from '@shared/model/event'
import type { ChannelStatistics, StretchStatistics } from '@shared/model/statistics'
import { createPercentiles, type Percentiles } from '../signal/percentiles'
import { figuresOf, joinFigures, noFigures, type StretchFigures } from '../signal/stretch-figures'
import type { FrameSource } from './live-frames'
import { type StretchRows, stretchRows } from './stretch-rows'

export interface StretchRequest {
  readonly from: number
  readonly to: number
  /** By name; all when absent. */
  readonly channels?: readonly string[]
}

/** Values of all channels together whose percentiles are exact: 16 MB; beyond, a digest is kept, see `signal/digest`. */
export const exactValues = 2_097_152

/** What one page of rows adds, channel by channel. */
interface Part {
  readonly rows: number
  readonly isComplete: boolean
  readonly channels: readonly { readonly figures: StretchFigures; readonly sorted: Float64Array }[]
}

interface Total {
  rows: number
  isComplete: boolean
  readonly channels: { figures: StretchFigures; readonly percentiles: Percentiles }[]
}

/**
 * Figures of every channel over a stretch of a session, of any length: pages of rows out of the captures and memory, each
 * mapped to its part, the parts reduced in order. Memory does not grow with the stretch; a page's work is split between
 * channels, so that reading devices goes on. `limit`: how many values are kept for exact percentiles.
 * @throws SignalboxError `bad-input`, `not-found` (channel), `cancelled`, `storage`.
 */
export async function stretchStatistics(
  session: FrameSource,
  request: StretchRequest,
  { signal, limit = exactValues }: { readonly signal: AbortSignal; readonly limit?: number }
): Promise<StretchStatistics> {
  const { from, to } = request
  if (!(from <= to))
    throw new SignalboxError('bad-input', `the stretch ends (${to}) before it begins (${from})`, {
      remedy: 'Select from the earlier to the later time.'
    })
  const channels = chosen(session, request.channels)
  const total = await mapReduce<StretchRows, Part, Total>(
    own => stretchRows(session, { from, to, channels }, own),
    {
      map: partOf,
      initial: () => ({
        rows: 0,
        isComplete: true,
        channels: channels.map(() => ({ figures: noFigures, percentiles: createPercentiles() }))
      }),
      reduce: (sum, part) => added(sum, part, limit)
    },
    signal
  )
  return {
    from,
    to,
    rows: total.rows,
    complete: total.isComplete,
    channels: total.channels.map((channel, at) => described(session, channels[at], channel))
  }
}

/** One page to its part. Every channel has a round of the event loop of its own. */
async function partOf(page: StretchRows, signal: AbortSignal): Promise<Part> {
  const channels: { figures: StretchFigures; sorted: Float64Array }[] = []
  for (const value of page.value) {
    await new Promise(setImmediate)
    signal.throwIfAborted()
    const sorted = value.subarray(0, page.count).filter(number => number === number)
    channels.push({ figures: figuresOf(page, value), sorted: sorted.sort() })
  }
  return { rows: page.count, isComplete: page.isComplete, channels }
}

function added(total: Total, part: Part, limit: number): Total {
  total.rows += part.rows
  total.isComplete &&= part.isComplete
  for (const [at, { figures, sorted }] of part.channels.entries()) {
    const channel = total.channels[at]
    channel.figures = joinFigures(channel.figures, figures)
    channel.percentiles.add(sorted)
  }
  const kept = total.channels.reduce((sum, { percentiles }) => sum + percentiles.kept, 0)
  if (kept > limit) for (const { percentiles } of total.channels) percentiles.summarize()
  return total
}

function chosen({ history: { table } }: FrameSource, names: readonly string[] | undefined): readonly number[] {
  if (!names) return table.map(({ index }) => index)
  return [...new Set(names)].map(name => {
    const found = table.find(channel => channel.name === name)
    if (!found)
      throw new SignalboxError('not-found', `there is no channel "${name}"`, {
        remedy: `There are: ${table.map(channel => channel.name).join(', ') || 'none yet'}.`
      })
    return found.index
  })
}

function described(
  { history, settings }: FrameSource,
  index: number,
  { figures, percentiles }: Total['channels'][number]
): ChannelStatistics {
  const { name, unit } = history.table[index]
  const { count, missing, min, max, mean, squares, integral, first, last } = figures
  const some = (figure: number): number | null => (count > 0 ? finiteOrNull(figure) : null)
  const several = (figure: number): number | null => (count > 1 ? finiteOrNull(figure) : null)
  const percentile = (fraction: number): number | null => some(percentiles.at(fraction))
  return {
    channel: name,
    unit: (settings[name] ?? settings['*'])?.unit || unit,
    count,
    missing,
    min: some(min),
    max: some(max),
    mean: some(mean),
    rms: some(Math.sqrt(mean * mean + squares / count)),
    sigma: several(Math.sqrt(squares / (count - 1))),
    integral: several(integral),
    p1: percentile(0.01),
    p5: percentile(0.05),
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    first: some(first),
    last: some(last)
  }
}
