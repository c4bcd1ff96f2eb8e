import type { Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'
import type { RowsFrame } from '@shared/wire/live'

/** What is asked for: the newest `limit` rows with from < time <= to; see `wire/live.ts`. */
export interface RowsRequest {
  readonly session: string
  /** Column indices. */
  readonly channels: readonly number[]
  readonly from: number | null
  readonly to: number | null
  /** Rows at `from` with a higher number as well. */
  readonly after?: number | null
  readonly limit: number
}

/** Up to where rows are at hand. */
export interface LastRow {
  /** ms since the epoch. */
  readonly time: number
  /** null where it is not known. */
  readonly number: number | null
}

/** Where rows come from; the `LiveClient` is one. */
export interface RowsSource {
  rows(request: RowsRequest, options: { readonly signal: AbortSignal }): Promise<RowsFrame>
}

export interface RowsTarget {
  readonly session: string
  readonly channels: readonly number[]
  /** Rows to keep, at most. */
  readonly limit: number
  /** ms to keep, at most. */
  readonly span: number
  /** A stretch that has been: asked for once. null follows the newest rows. */
  readonly stretch: { readonly from: number | null; readonly to: number } | null
  /** ms between two questions. */
  readonly interval: number
}

export interface FollowRowsOptions {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** The newest row at hand; null when there is none. */
  readonly after: LastRow | null
  /** Told of what a question failed with, and null once one was answered again. */
  onProblem(problem: unknown): void
}

/** ms before a question that failed is asked again. */
const askAgainAfter = 1000

/**
 * Frames of rows, each of what is new since the one before; the first may be empty, later ones are not. A stretch is one
 * frame. Ends when the signal aborts. A failure is told and the question repeated: a device may be back in a second.
 */
export async function* followRows(
  source: RowsSource,
  target: RowsTarget,
  options: FollowRowsOptions
): AsyncGenerator<RowsFrame, void, void> {
  const { clock, signal } = options
  const { session, channels, limit, stretch } = target
  let after = options.after
  let first = true

  async function* ask(
    { from, to = null, number = null }: { from: number | null; to?: number | null; number?: number | null },
    rows = limit
  ): AsyncGenerator<RowsFrame, void, void> {
    const question = { session, channels, from, to, after: number, limit: rows }
    for (;;) {
      const answer = await attempt(() => source.rows(question, { signal }))
      if (signal.aborted) return
      if (answer) return yield answer
      await pause(clock, askAgainAfter, signal)
    }
  }

  async function attempt(question: () => Promise<RowsFrame>): Promise<RowsFrame | null> {
    try {
      const answer = await question()
      options.onProblem(null)
      return answer
    } catch (error) {
      if (!isCancelled(error)) options.onProblem(error)
      return null
    }
  }

  if (stretch) return yield* ask(stretch)
  // The newest row tells which clock the device goes by, and so where the span begins.
  if (after === null && Number.isFinite(target.span))
    for await (const { rows, time } of ask({ from: null }, 1))
      if (rows > 0) after = { time: time[rows - 1] - target.span, number: null }
  while (!signal.aborted) {
    const asked = clock.now()
    for await (const frame of ask({ from: after?.time ?? null, number: after?.number })) {
      after = lastRowOf(frame) ?? after
      if (frame.rows > 0 || first) yield frame
      first = false
    }
    await pause(clock, Math.max(0, asked + target.interval - clock.now()), signal)
  }
}

/** The newest row of a frame; null when it has none. */
export function lastRowOf({ first, rows, time }: RowsFrame): LastRow | null {
  return rows === 0 ? null : { time: time[rows - 1], number: first < 0 ? null : first + rows - 1 }
}

/** Sleeps; an abort ends it quietly, the loops look at the signal themselves. */
async function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(milliseconds, signal)
  } catch (error) {
    if (!isCancelled(error)) throw error
  }
}
