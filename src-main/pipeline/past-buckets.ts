import type { PyramidRows } from '../signal/pyramid-query'
import { type Part, rowBefore } from './past'
import type { SampleReader, StoredBuckets } from './sample-reader'

/** Rows times channels one query sums up: about 0.2 s of a thread of the pool. */
const pageValues = 8_000_000
const largestPage = 1024
/** Numbers kept of answers that can change no more, 16 MB: an overview asks for the same buckets again and again. */
const keptNumbers = 2_000_000

export interface BucketsQuery {
  /** Bucket numbers, both included. */
  readonly first: number
  readonly last: number
  readonly bucket: number
  readonly channels: readonly string[]
}

/** Sums recorded rows up to buckets in the capture itself, page by page, for stretches too long to be read row by row. */
export class PastBuckets {
  private readonly kept = new Map<string, StoredBuckets>()
  private numbers = 0

  constructor(private readonly reader: SampleReader) {}

  /** The buckets of `parts`; channels are numbered as asked. Lamps and anomalies are not known here: flags are 0. */
  async query(parts: readonly Part[], query: BucketsQuery, signal: AbortSignal): Promise<PyramidRows> {
    const rows = createRows(query.channels.length)
    for (const part of parts) {
      const { breaks } = part.survey
      const joint: Joint = { ...rowBefore(part), follows: part.follows, breaks, passed: 0 }
      for await (const page of this.pages(part, query, signal)) rows.add(page, query, joint)
    }
    return rows.finish(query)
  }

  private async *pages(part: Part, query: BucketsQuery, signal: AbortSignal): AsyncGenerator<StoredBuckets> {
    const { first, last, bucket, channels } = query
    const { survey, capture } = part
    const fromBlocks = worthBlocks(part, query)
    const size = fromBlocks ? largestPage : pageSize(part, bucket, channels.length)
    const from = Math.max(first, Math.floor(survey.firstTime / bucket))
    const to = Math.min(last, Math.floor(survey.lastTime / bucket))
    for (let page = Math.floor(from / size); page <= Math.floor(to / size); page++) {
      const key = JSON.stringify([capture, bucket, size, page, channels])
      const known = this.kept.get(key)
      if (known) {
        yield known
        continue
      }
      const wanted = { bucket, first: page * size, last: (page + 1) * size - 1, channels, fromBlocks }
      const answer = await this.reader.buckets(capture, wanted, signal)
      if (!part.isOpen || survey.lastTime >= (wanted.last + 1) * bucket) this.keep(key, answer)
      yield answer
    }
  }

  private keep(key: string, buckets: StoredBuckets): void {
    this.kept.set(key, buckets)
    this.numbers += sizeOf(buckets)
    for (const [oldest, forgotten] of this.kept) {
      if (this.numbers <= keptNumbers || this.kept.size === 1) return
      this.kept.delete(oldest)
      this.numbers -= sizeOf(forgotten)
    }
  }
}

function sizeOf({ index, channels }: StoredBuckets): number {
  return index.length * (6 + 4 * channels.length)
}

/** A bucket holds at least so many blocks, so that none stands out of its pixel column by more than a part of it. */
const blocksABucket = 8

/** Whether the rows are too many to be summed up one by one, and buckets long enough for the stored blocks. */
function worthBlocks({ survey }: Part, { bucket, channels }: BucketsQuery): boolean {
  return survey.rows * Math.max(1, channels.length) > pageValues && survey.blockSpan * blocksABucket <= bucket
}

/** Buckets summed up in one query, a power of two that changes only with the recording's pace. */
function pageSize({ survey }: Part, bucket: number, channels: number): number {
  const pace = survey.rows / Math.max(1, survey.lastTime - survey.firstTime)
  const buckets = pageValues / (pace * bucket * Math.max(1, channels))
  return 2 ** Math.max(0, Math.min(Math.log2(largestPage), Math.floor(Math.log2(buckets))))
}

/** What is known of the row before the next bucket; moved along bucket by bucket. */
interface Joint {
  /** Its time, ms; -Infinity when there is none in this capture. */
  time: number
  sample: number
  readonly follows: boolean
  readonly breaks: readonly number[]
  /** Breaks that lie behind. */
  passed: number
}

function createRows(channels: number): {
  add(page: StoredBuckets, query: BucketsQuery, joint: Joint): void
  finish(query: BucketsQuery): PyramidRows
} {
  const time: number[] = []
  const gap: number[] = []
  const figures = ['min', 'max', 'mean', 'deviation'] as const
  const columns = Array.from({ length: channels }, () => ({
    min: [] as number[],
    max: [] as number[],
    mean: [] as number[],
    deviation: [] as number[]
  }))
  return {
    add(page, { first, last }, joint) {
      for (let row = 0; row < page.index.length; row++) {
        if (page.index[row] < first || page.index[row] > last) continue
        time.push(page.time[row])
        gap.push(Number(isBroken(page, row, joint)))
        for (const [channel, column] of columns.entries())
          for (const figure of figures) column[figure].push(page.channels[channel][figure][row])
        joint.time = page.lastTime[row]
        joint.sample = page.lastSample[row]
      }
    },
    finish: ({ bucket, first }) => ({
      bucket,
      fromBucket: first,
      newest: time.at(-1) ?? -Infinity,
      rows: time.length,
      time: Float64Array.from(time),
      gap: Uint8Array.from(gap),
      channels: columns.map(({ min, max, mean, deviation }, index) => ({
        index,
        min: Float64Array.from(min),
        max: Float64Array.from(max),
        mean: Float64Array.from(mean),
        deviation: Float64Array.from(deviation),
        flags: new Uint8Array(min.length)
      }))
    })
  }
}

/** Whether rows are missing or a break lies between the last row before the bucket and the last one in it. */
function isBroken(page: StoredBuckets, row: number, joint: Joint): boolean {
  const isFirst = joint.time === -Infinity
  const since = isFirst ? page.time[row] : joint.time
  while (joint.passed < joint.breaks.length && joint.breaks[joint.passed] < since) joint.passed++
  const isMissing =
    page.firstSample[row] !== joint.sample + 1 || page.lastSample[row] - page.firstSample[row] + 1 !== page.rows[row]
  return (
    isMissing ||
    (isFirst && joint.follows) ||
    (joint.passed < joint.breaks.length && joint.breaks[joint.passed] < page.lastTime[row])
  )
}
