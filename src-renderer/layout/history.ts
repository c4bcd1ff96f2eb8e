import type { LayoutChange } from './describe-change'
import type { Layout } from './layout'

/** Steps that can be taken back; a layout is some kilobytes. */
export const mostSteps = 60
/** Changes of the same thing within this time are one step, ms: typing a word, dragging a slider. */
const sameStep = 1200

export interface Step {
  readonly change: LayoutChange
  /** The layout on the other side of the change: before it in `past`, after it in `future`. */
  readonly layout: Layout
  readonly at: number
}

/** What can be taken back and done again. Immutable. */
export interface History {
  readonly past: readonly Step[]
  readonly future: readonly Step[]
}

export const emptyHistory: History = { past: [], future: [] }

/** Remembers the layout that there was before a change made at `at`, ms. What had been undone is gone then. */
export function remember(history: History, change: LayoutChange, before: Layout, at: number): History {
  const last = history.past.at(-1)
  const continues =
    last !== undefined &&
    history.future.length === 0 &&
    (change.what === 'options' || change.what === 'sides' || change.what === 'rename') &&
    last.change.what === change.what &&
    last.change.panel === change.panel &&
    at - last.at < sameStep
  const past = continues
    ? [...history.past.slice(0, -1), { ...last, at }]
    : [...history.past, { change, layout: before, at }].slice(-mostSteps)
  return { past, future: [] }
}

/** The layout before the last change and what is left; null when there is none. */
export function stepBack(
  history: History,
  now: Layout
): { history: History; layout: Layout; change: LayoutChange } | null {
  const last = history.past.at(-1)
  if (!last) return null
  const undone = { ...last, layout: now }
  return {
    ...{ layout: last.layout, change: last.change },
    history: { past: history.past.slice(0, -1), future: [undone, ...history.future] }
  }
}

/** The layout after the change that was undone last; null when there is none. */
export function stepForward(
  history: History,
  now: Layout
): { history: History; layout: Layout; change: LayoutChange } | null {
  const [next, ...rest] = history.future
  if (!next) return null
  const done = { ...next, layout: now, at: 0 }
  return {
    ...{ layout: next.layout, change: next.change },
    history: { past: [...history.past, done], future: rest }
  }
}
