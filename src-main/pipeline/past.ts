import { SignalboxError } from '@shared/base/errors'
import { paginate } from '@shared/flow/paginate'
import type { CaptureChain } from './capture-chain'
import { PastBuckets } from './past-buckets'
import type { SampleReader, StoredRows, Stretch, Survey } from './sample-reader'

/** Rows of a session out of its captures, in order. */
export interface PastRows {
  /** Number of the first row in the session that is running; -1 for rows from before the engine was restarted. */
  readonly first: number
  readonly count: number
  readonly time: Float64Array
  /** 1 where nothing is known between the row before, wherever that is, and this one. */
  readonly gap: Uint8Array
  /** In the order asked for. */
  readonly value: readonly Float64Array[]
}

/** What one capture holds of a stretch. */
export interface Part {
  readonly capture: string
  /** Its rows are numbered as those of the session that is running. */
  readonly isOfSession: boolean
  /** It is being recorded. */
  readonly isOpen: boolean
  /** An earlier capture holds rows, on which the first row of this one does not follow. */
  readonly follows: boolean
  /** The last row of the capture before, on which this one's first does follow: the session was rolled over between them. */
  readonly before: { readonly time: number; readonly sample: number } | null
  readonly survey: Survey
}

/** Values of a page of rows, times and numbers included: 2 MB, a few milliseconds of the store's thread. */
const pageValues = 262_144
const everything: Stretch = { from: -Infinity, to: Infinity }

/**
 * A session's samples on disk: of the capture being recorded, of those it was rolled over from, and of those before that an
 * engine's death ended. To a reader they are one recording, with a gap at each death; a capture that was removed meanwhile
 * is simply not there.
 */
export class Past {
  readonly sums: PastBuckets
  private readonly finished = new Map<string, Survey>()
  private earliest: number | null = null

  /** The chain's current capture is on disk up to `safeUntil()`, ms. */
  constructor(
    private readonly reader: SampleReader,
    private readonly chain: CaptureChain,
    private readonly safeUntil: () => number
  ) {
    this.sums = new PastBuckets(reader)
  }

  /** Time of the first sample in an earlier capture, ms; null where there is none, or it is not known yet. */
  get firstSample(): number | null {
    return this.earliest
  }

  /** Whether rows of the running session have its numbers, so that they can be told from those in memory. */
  get isNumbered(): boolean {
    return true
  }

  /** Finds out when the earlier captures begin. Trouble means that they cannot be looked at. */
  async open(signal: AbortSignal): Promise<void> {
    const [first] = await this.parts(everything, signal, this.chain.earlier)
    this.earliest = first?.survey.firstTime ?? null
  }

  /** Returns when samples before `until`, ms, are on disk, or cannot be written. */
  async settle(until: number): Promise<void> {
    if (this.safeUntil() < until) await this.reader.flush(this.chain.current)
  }

  /** What the captures hold of a stretch, oldest first; captures without rows in it are left out. */
  async parts(stretch: Stretch, signal: AbortSignal, captures = this.chain.captures): Promise<readonly Part[]> {
    const parts: Part[] = []
    let last: { readonly time: number; readonly sample: number; readonly isOfSession: boolean } | null = null
    for (const capture of captures) {
      const isOpen = capture === this.chain.current
      const isOfSession = this.chain.isOfSession(capture)
      const whole = isOpen ? undefined : await this.wholeOf(capture, signal)
      if (whole?.rows === 0) continue
      if (!whole || (whole.lastTime >= stretch.from && whole.firstTime <= stretch.to)) {
        const survey = await this.survey(capture, stretch, signal)
        const before = isOfSession && last?.isOfSession ? last : null
        const follows = last !== null && before === null
        if (survey.rows > 0) parts.push({ capture, isOfSession, isOpen, follows, before, survey })
      }
      if (whole) last = { time: whole.lastTime, sample: whole.lastSample, isOfSession }
    }
    return parts
  }

  /** The rows of `parts` page by page, each fetched when it is pulled. */
  async *rows(parts: readonly Part[], channels: readonly string[], signal: AbortSignal): AsyncGenerator<PastRows> {
    for (const part of parts) yield* this.rowsOf(part, channels, signal)
  }

  private async *rowsOf(part: Part, channels: readonly string[], signal: AbortSignal): AsyncGenerator<PastRows> {
    const { firstSample, lastSample } = part.survey
    const pageRows = Math.max(1024, Math.floor(pageValues / (2 + channels.length)))
    const pages = paginate<StoredRows, number>({
      first: firstSample,
      fetch: async (first, own) => {
        const last = Math.min(lastSample, first + pageRows - 1)
        const page = await this.reader.rows(part.capture, { first, last, channels }, own)
        return { items: [page], next: last < lastSample ? last + 1 : undefined }
      }
    })
    const mark = markGaps(part)
    for await (const { sample, time, value } of pages(signal)) {
      if (sample.length === 0) continue
      const first = part.isOfSession ? sample[0] : -1
      yield { first, count: sample.length, time, gap: mark(sample, time), value }
    }
  }

  /** Facts of a capture that changes no more, asked for once. */
  private async wholeOf(capture: string, signal: AbortSignal): Promise<Survey> {
    const known = this.finished.get(capture)
    if (known) return known
    // One that was just rolled over may not be complete yet.
    if (this.chain.isOfSession(capture)) await this.reader.flush(capture)
    const survey = await this.survey(capture, everything, signal)
    this.finished.set(capture, survey)
    return survey
  }

  private async survey(capture: string, stretch: Stretch, signal: AbortSignal): Promise<Survey> {
    try {
      return await this.reader.survey(capture, stretch, signal)
    } catch (error) {
      if (error instanceof SignalboxError && error.code === 'not-found') return nothing
      throw error
    }
  }
}

const nothing: Survey = {
  rows: 0,
  firstSample: -1,
  lastSample: -1,
  firstTime: NaN,
  lastTime: NaN,
  timeBefore: -Infinity,
  breaks: [],
  blockSpan: NaN
}

/** The row before the first of a part; its time is -Infinity where there is none. */
export function rowBefore({ survey, before }: Part): { readonly time: number; readonly sample: number } {
  if (survey.timeBefore === -Infinity && before) return before
  return { time: survey.timeBefore, sample: survey.firstSample - 1 }
}

/**
 * Tells which rows of consecutive pages do not follow on the row before: numbers are missing (what the recorder could not
 * take), or a break lies between. The survey must begin with the first page's first row.
 */
function markGaps(part: Part): (sample: Float64Array, time: Float64Array) => Uint8Array {
  const { follows } = part
  const { breaks } = part.survey
  let { time: lastTime, sample: lastSample } = rowBefore(part)
  let next = 0
  return (sample, time) =>
    Uint8Array.from(time, (at, row) => {
      while (next < breaks.length && breaks[next] < lastTime) next++
      const isFirst = lastTime === -Infinity
      const isBroken = isFirst ? follows : next < breaks.length && breaks[next] < at
      const isMissing = sample[row] !== lastSample + 1
      lastTime = at
      lastSample = sample[row]
      return Number(isBroken || isMissing)
    })
}
