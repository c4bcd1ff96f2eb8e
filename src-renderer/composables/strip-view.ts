import type { ReadoutEntry } from '../charts/readout'
import type { Gutter, StripAxis } from '../charts/strip-axes'
import type { StripChannel } from '../charts/strip-channel'
import type { StripChart } from '../charts/strip-chart'
import type { SceneCursors } from '../charts/strip-cursors'
import type { StripStore } from '../charts/strip-data'
import type { SceneMark } from '../charts/strip-moments'
import type { SceneTrigger } from '../charts/strip-trigger'
import type { ValueRange } from '../charts/y-range'
import type { Box } from '../charts/zoom-maths'
import type { LiveClient } from '../connection/live-client'

/** What a view needs to know; read anew whenever it changes. */
export interface StripViewInput {
  readonly session: string
  readonly channels: readonly StripChannel[]
  readonly span: number
  readonly paused: boolean
  /** Right edge while paused, ms; the edge at the moment of pausing when absent. */
  readonly pausedAt?: number
  readonly yLocked: boolean
  readonly live: LiveClient
  /** Value axes zoomed by hand, by axis id. */
  readonly ranges?: Readonly<Record<string, ValueRange>>
  /** Where all charts have their crosshair, as a share of the window; null: nowhere; absent: this chart has its own. */
  readonly pointer?: number | null
  readonly cursors?: SceneCursors
  /** Times are counted from it. */
  readonly trigger?: SceneTrigger | null
  /** Moments somebody marked. */
  readonly marks?: readonly SceneMark[]
  /** What the channels' `axis` counts in; one axis for all when absent. */
  readonly axes?: readonly StripAxis[]
  /** Places for axes beside the plot. */
  readonly gutter?: Gutter
}

/** What the markup around the canvas shows. Changed a few times a second, not every frame. */
export interface StripViewState {
  /** No sample to show yet. */
  empty: boolean
  /** What is to be seen is on its way, and not for a moment only. */
  loading: boolean
  /** Why a stretch of the past cannot be shown; null when it can. */
  problem: unknown
  /** Newest value of each channel by its index. */
  latest: Readonly<Record<number, number>>
  readout: { readonly x: number; readonly time: number; readonly entries: readonly ReadoutEntry[] } | null
  dark: boolean
  /** Between two ticks of the value axis. */
  step: number
  /** The same for each channel's own axis, by index; NaN on a log axis. */
  steps: Readonly<Record<number, number>>
  /** A log axis has no place for values in sight that are not above zero. */
  leavesOut: boolean
  /** Channels that are flat only because others on their axis are so much larger, by index. */
  flat: readonly number[]
  /** Right edge of what is shown, ms; NaN before the first sample. */
  edge: number
  /** The plot's edges in the canvas, and the canvas' height, css px. */
  plot: Box & { readonly height: number }
}

export interface StripView {
  readonly state: StripViewState
  /** Right edge of what is shown this very frame, ms. */
  edge(): number
  /** The newest known sample's time, ms. */
  newest(): number
  timeAt(x: number): number
  /** Where a time is now, css px from the canvas' left edge. */
  pixelAt(time: number): number
  /** The chart that is drawn; null before it is mounted. */
  chart(): StripChart | null
  /** The rows that are drawn. */
  store(): StripStore | null
  /** Asks again for a stretch that could not be had. */
  retry(): void
  /** Calls `listener` after every paint; gives the way to stop. */
  onPainted(listener: () => void): () => void
  setPointer(x: number): void
  emphasise(channel: number): void
  /** Channels not to be drawn although they belong to the chart. */
  hide(channels: ReadonlySet<number>): void
}

export function nothingShown(): StripViewState {
  return {
    empty: true,
    loading: false,
    problem: null,
    latest: {},
    readout: null,
    dark: false,
    step: 1,
    steps: {},
    leavesOut: false,
    flat: [],
    edge: NaN,
    plot: { left: 0, right: 0, top: 0, bottom: 0, height: 0 }
  }
}
