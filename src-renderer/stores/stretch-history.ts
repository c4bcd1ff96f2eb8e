import type { ChartRanges } from './chart-ranges'

/** What all charts show: how much time, up to when (null: the newest), and the value axes zoomed by hand. */
export interface Look {
  /** ms. */
  readonly span: number
  /** Right edge, ms since the epoch; null follows the newest sample. */
  readonly edge: number | null
  readonly ranges: ChartRanges
}

export interface LookHistory {
  /** Newest last. */
  readonly past: readonly Look[]
  /** Nearest last. */
  readonly future: readonly Look[]
  /** The gesture whose steps are one. */
  readonly gesture: string
}

/** Steps kept in each direction. */
export const mostSteps = 64

export const noHistory: LookHistory = { past: [], future: [], gesture: '' }

/** Notes what is looked at `now`, before `gesture` changes it. All changes of one gesture, as of one drag, are one step. */
export function noted(history: LookHistory, now: Look, gesture: string): LookHistory {
  if (gesture === history.gesture) return history.future.length === 0 ? history : { ...history, future: [] }
  return { past: [...history.past, now].slice(-mostSteps), future: [], gesture }
}

/** The look before, and the history from there; null when there is none. What is equal to `now` is no step. */
export function stepBack(history: LookHistory, now: Look): { history: LookHistory; look: Look } | null {
  const past = withoutSame(history.past, now)
  const look = past.at(-1)
  if (!look) return null
  return { look, history: { past: past.slice(0, -1), future: [...history.future, now].slice(-mostSteps), gesture: '' } }
}

export function stepForward(history: LookHistory, now: Look): { history: LookHistory; look: Look } | null {
  const future = withoutSame(history.future, now)
  const look = future.at(-1)
  if (!look) return null
  return { look, history: { past: [...history.past, now].slice(-mostSteps), future: future.slice(0, -1), gesture: '' } }
}

export function sameLook(one: Look, other: Look): boolean {
  return one.span === other.span && one.edge === other.edge && one.ranges === other.ranges
}

function withoutSame(looks: readonly Look[], now: Look): readonly Look[] {
  const last = looks.findLastIndex(look => !sameLook(look, now))
  return looks.slice(0, last + 1)
}
