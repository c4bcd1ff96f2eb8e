import { latestValue, readAt } from '../charts/readout'
import type { StripChannel } from '../charts/strip-channel'
import type { StripChart } from '../charts/strip-chart'
import { reach } from '../charts/strip-crosshair'
import type { FeedPage, StripFeed } from '../charts/strip-feed'
import type { StripViewState } from './strip-view'

/** What was painted. */
export interface PaintedView {
  readonly chart: StripChart
  readonly feed: StripFeed
  /** Right edge, ms. */
  readonly edge: number
  /** ms. */
  readonly span: number
  readonly channels: readonly StripChannel[]
}

/** Time between two changes of the markup, ms: text that changes faster cannot be read. */
const textInterval = 200
/** The same while the pointer is in the plot: what it points at is to keep up with it. */
const pointingInterval = 60
/** Looking for flat lines costs more than a text, and what is flat for a moment needs no word, ms. */
const flatInterval = 1000

/** Keeps what the markup shows up to date with what is painted, at a rate that can be read. */
export class ViewWords {
  readonly #state: StripViewState
  readonly #page: Pick<FeedPage, 'later'>
  readonly #onDue: () => void
  #lastText = 0
  #lastFlat = 0
  #stopWaiting: (() => void) | null = null

  /** `onDue` is to see to it that `tell` is called again although nothing is painted. */
  constructor(state: StripViewState, page: Pick<FeedPage, 'later'>, onDue: () => void) {
    this.#state = state
    this.#page = page
    this.#onDue = onDue
  }

  /** After each paint; `time` is local time, ms. */
  tell(view: PaintedView, time: number): void {
    const { chart, feed } = view
    const state = this.#state
    const pointing = !Number.isNaN(chart.pointerTime)
    const changed =
      pointing !== (state.readout !== null) ||
      state.empty !== (chart.scene.store.rows === 0) ||
      state.loading !== feed.loading ||
      state.problem !== feed.problem
    const wait = this.#lastText + (pointing ? pointingInterval : textInterval) - time
    if (changed || wait <= 0) {
      this.stop()
      this.#describe(view, time)
    } else {
      // A chart that stands still is not painted again, and what it shows now is not told yet.
      this.#stopWaiting ??= this.#page.later(wait, () => {
        this.#stopWaiting = null
        this.#onDue()
      })
    }
  }

  stop(): void {
    this.#stopWaiting?.()
    this.#stopWaiting = null
  }

  #describe({ chart, feed, edge, span, channels }: PaintedView, time: number): void {
    const state = this.#state
    this.#lastText = time
    state.empty = chart.scene.store.rows === 0
    state.loading = feed.loading
    state.problem = feed.problem
    state.edge = edge
    state.step = chart.step
    state.steps = Object.fromEntries(chart.scene.lines.map(line => [line.channel, chart.stepOf(line)]))
    state.leavesOut = chart.leavesOut
    if (time - this.#lastFlat > flatInterval) {
      this.#lastFlat = time
      const flat = chart.flattened().map(({ channel }) => channel)
      if (flat.join() !== state.flat.join()) state.flat = flat
    }
    const { live } = feed
    state.latest = Object.fromEntries(channels.map(({ index }) => [index, latestValue(live, index)]))
    state.readout = readoutOf(chart, span)
  }
}

function readoutOf(chart: StripChart, span: number): StripViewState['readout'] {
  const time = chart.pointerTime
  if (Number.isNaN(time)) return null
  const { left, right } = chart.plot
  const within = (reach * span) / (right - left)
  const entries = readAt(chart.scene.store, chart.scene.lines, { time, reach: within })
  return { x: chart.scene.pointer, time, entries }
}
