import type { DuckDBConnection } from '@duckdb/node-api'
import { type CaptureSummary, summaryChannels, summaryColumns } from '@shared/model/capture-overview'
import { countEvents } from './read-moments'
import { readSampleBuckets } from './read-samples'
import { surveySamples } from './survey'
import { readChannels } from './stored-channels'
import type { Columns } from './read-columns'

/** Values one query sums up, 0.2 s of a thread of the pool; between two of them others have their turn. */
const pageValues = 8_000_000
/** A bucket holds at least so many of the stored blocks, where it is made of them. */
const blocksABucket = 8
/** Values in all, where there are no blocks: half a minute of work, done once. A longer capture shows fewer channels. */
const mostValues = 1_200_000_000

/** Lends a connection for one piece of work. */
export type UseCapture = <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>

/** Sums a capture up: counts of its events, and the extremes of its first channels over time. */
export async function summarise(use: UseCapture, signal: AbortSignal): Promise<CaptureSummary> {
  const everything = { from: -Infinity, to: Infinity }
  const [events, stored, survey] = await use(async connection => [
    await countEvents(connection),
    await readChannels(connection),
    await surveySamples(connection, everything, signal)
  ])
  const { rows, firstTime, lastTime, blockSpan } = survey
  const bucket = Math.max(1e-3, (lastTime - firstTime) / (summaryColumns - 1))
  const fromBlocks = rows * summaryChannels > pageValues && blockSpan * blocksABucket <= bucket
  const most = fromBlocks ? summaryChannels : Math.min(summaryChannels, Math.floor(mostValues / rows))
  const names = stored.map(({ name }) => name).slice(0, most)
  if (rows === 0 || names.length === 0) return { events, channels: [] }
  const [first, last] = [firstTime, lastTime].map(time => Math.floor(time / bucket))
  const buckets = last - first + 1
  const page = fromBlocks ? buckets : Math.max(1, Math.floor((pageValues * buckets) / (rows * names.length)))
  const channels = names.map(name => ({
    name,
    min: emptyColumn(buckets),
    max: emptyColumn(buckets)
  }))
  for (let at = first; at <= last; at += page) {
    const wanted = { bucket, first: at, last: Math.min(last, at + page - 1), channels: names, fromBlocks }
    enter(channels, first, await use(connection => readSampleBuckets(connection, wanted, signal)))
  }
  return { events, channels }
}

function emptyColumn(length: number): (number | null)[] {
  return Array.from({ length: Math.min(summaryColumns, length) }, () => null)
}

/** Copies a page of buckets to its place. Columns: bucket, five more figures, then four a channel. */
function enter(channels: CaptureSummary['channels'], first: number, { rows, values }: Columns): void {
  for (let row = 0; row < rows; row++) {
    const at = Math.min(summaryColumns - 1, values[row] - first)
    for (const [index, { min, max }] of channels.entries()) {
      const [low, high] = [6, 7].map(column => values[(column + 4 * index) * rows + row])
      if (!Number.isFinite(low) || !Number.isFinite(high)) continue
      min[at] = Math.min(min[at] ?? Infinity, low)
      max[at] = Math.max(max[at] ?? -Infinity, high)
    }
  }
}
