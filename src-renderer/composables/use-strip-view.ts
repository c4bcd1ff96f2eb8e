import { onBeforeUnmount, onMounted, shallowReactive, watch, type Ref } from 'vue'
import { browserFeedPage } from '../charts/feed-page'
import { pageFrameLoop, type Registration } from '../charts/frame-loop'
import { latestValue, readAt, type ReadoutEntry } from '../charts/readout'
import { StripChart } from '../charts/strip-chart'
import { linesOf, type StripChannel } from '../charts/strip-channel'
import { type Gutter, gutterOf, type StripAxis } from '../charts/strip-axes'
import { reach } from '../charts/strip-crosshair'
import type { StripStore } from '../charts/strip-data'
import { StripFeed } from '../charts/strip-feed'
import { onThemeChange, readTheme } from '../charts/theme'
import type { SceneCursors } from '../charts/strip-cursors'
import type { SceneTrigger } from '../charts/strip-trigger'
import type { ValueRange } from '../charts/y-range'
import type { Box } from '../charts/zoom-maths'
import type { LiveClient } from '../connection/live-client'
import { onRatioChange } from './ratio-change'

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

/** Time between two changes of the markup, ms: text that changes faster cannot be read. */
const textInterval = 200
/** Looking for flat lines costs more than a text, and what is flat for a moment needs no word, ms. */
const flatInterval = 1000
const noRanges = {}
const { now } = browserFeedPage

/** Ties a canvas to its rows: subscription, window, frame loop, size, theme. Everything ends with the component. */
export function useStripView(
  canvas: Readonly<Ref<HTMLCanvasElement | null>>,
  host: Readonly<Ref<HTMLElement | null>>,
  input: StripViewInput
): StripView {
  const state = shallowReactive<StripViewState>({
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
  })
  let chart: StripChart | null = null
  let feed: StripFeed | null = null
  let registration: Registration | null = null
  let edge = NaN
  let frozenAt = NaN
  let hidden: ReadonlySet<number> = new Set()
  let lastText = 0
  let lastFlat = 0
  let followLater: ReturnType<typeof setTimeout> | undefined
  let stops: (() => void)[] = []
  const painted = new Set<() => void>()

  function invalidate(): void {
    chart?.touch()
    registration?.invalidate()
  }

  function follow(): void {
    if (!chart || !feed || input.channels.length === 0) return
    const channels = input.channels.map(channel => channel.index)
    feed.follow({ session: input.session, channels, span: input.span, columns: chart.columns })
  }

  function followNow(): void {
    followLater = undefined
    follow()
  }

  function applyLines(): void {
    if (!chart) return
    state.dark = chart.scene.theme.dark
    const lines = linesOf(input.channels, chart.scene.theme).filter(line => !hidden.has(line.channel))
    const plot = [chart.plot.left, chart.plot.right].join()
    chart.setLines(lines, input.axes)
    chart.setGutter(input.gutter ?? gutterOf(chart.axes.length))
    if (plot !== [chart.plot.left, chart.plot.right].join() && chart.plot.right > 0) applySize()
    invalidate()
  }

  function applyTheme(): void {
    if (!chart || !host.value) return
    chart.scene.theme = readTheme(host.value)
    applyLines()
  }

  function applySize(): void {
    if (!chart || !host.value) return
    const { clientWidth, clientHeight } = host.value
    if (clientWidth === 0 || clientHeight === 0) return
    chart.resize(clientWidth, clientHeight, devicePixelRatio)
    const { left, right, top, bottom } = chart.plot
    state.plot = { left, right, top, bottom, height: clientHeight }
    // Follow at once the first time, later when the size has come to rest.
    if (feed?.clock === null) follow()
    else {
      clearTimeout(followLater)
      followLater = setTimeout(followNow, 150)
    }
    // A canvas that changed its size is empty; painting in the same task avoids a blank frame.
    paint(now())
  }

  function applyPause(): void {
    if (!feed) return
    if (input.paused) {
      feed.freeze()
      frozenAt = input.pausedAt ?? (Number.isNaN(frozenAt) ? edge : frozenAt)
    } else {
      feed.thaw()
      frozenAt = NaN
    }
    invalidate()
  }

  function currentEdge(time: number): number {
    if (input.paused && !Number.isNaN(frozenAt)) return frozenAt
    return feed?.clock?.edge(time, input.span) ?? NaN
  }

  function paint(time: number): void {
    if (!chart || !feed) return
    edge = currentEdge(time)
    if (Number.isNaN(edge)) edge = time
    chart.scene.store = feed.show(edge - input.span, edge)
    applyPointer()
    chart.draw(edge, input.span, { now: time, still: input.paused })
    const pointing = !Number.isNaN(chart.pointerTime)
    const changed =
      pointing !== (state.readout !== null) ||
      state.empty !== (chart.scene.store.rows === 0) ||
      state.loading !== feed.loading ||
      state.problem !== feed.problem
    if (changed || time - lastText > textInterval || (pointing && time - lastText > 60)) describe(time)
    for (const listener of painted) listener()
  }

  function applyPointer(): void {
    if (!chart || input.pointer === undefined) return
    const { left, right } = chart.plot
    const pointer = input.pointer === null ? NaN : left + input.pointer * (right - left)
    if (Object.is(pointer, chart.scene.pointer)) return
    chart.scene.pointer = pointer
    chart.touch()
  }

  function applyCursors(): void {
    if (!chart) return
    chart.scene.cursors = input.cursors ?? { a: null, b: null }
    chart.scene.trigger = input.trigger ?? null
    chart.setManual(input.ranges ?? noRanges)
    invalidate()
  }

  function describe(time: number): void {
    if (!chart || !feed) return
    lastText = time
    state.empty = chart.scene.store.rows === 0
    state.loading = feed.loading
    state.problem = feed.problem
    state.edge = edge
    state.step = chart.step
    state.steps = Object.fromEntries(chart.scene.lines.map(line => [line.channel, chart!.stepOf(line)]))
    state.leavesOut = chart.leavesOut
    if (time - lastFlat > flatInterval) {
      lastFlat = time
      const flat = chart.flattened().map(({ channel }) => channel)
      if (flat.join() !== state.flat.join()) state.flat = flat
    }
    const { live } = feed
    state.latest = Object.fromEntries(input.channels.map(({ index }) => [index, latestValue(live, index)]))
    const at = chart.pointerTime
    if (Number.isNaN(at)) state.readout = null
    else {
      const { left, right } = chart.plot
      const within = (reach * input.span) / (right - left)
      const entries = readAt(chart.scene.store, chart.scene.lines, { time: at, reach: within })
      state.readout = { x: chart.scene.pointer, time: at, entries }
    }
  }

  onMounted(() => {
    if (!canvas.value || !host.value) return
    chart = new StripChart(canvas.value, readTheme(host.value))
    feed = new StripFeed(input.live, () => registration?.invalidate(), browserFeedPage)
    const loop = pageFrameLoop()
    registration = loop.add({ paint, moves: () => !input.paused && !state.empty })
    const observer = new ResizeObserver(applySize)
    observer.observe(host.value)
    stops = [registration.remove, () => observer.disconnect(), onThemeChange(applyTheme), onRatioChange(applySize)]
    applyLines()
    applySize()
    applyPause()
    chart.lockValues(input.yLocked)
    applyCursors()
    watch(() => [input.channels, input.axes, input.gutter], applyLines)
    watch(() => [input.cursors, input.ranges, input.trigger], applyCursors)
    watch(
      () => input.pointer,
      () => registration?.invalidate()
    )
    watch(() => [input.session, input.channels.map(channel => channel.index).join()], follow)
    watch(
      () => input.span,
      () => {
        // A wheel gives many spans in a row; the rows at hand serve meanwhile.
        followLater ??= setTimeout(followNow, 120)
        invalidate()
      }
    )
    watch(() => [input.paused, input.pausedAt], applyPause)
    watch(
      () => input.yLocked,
      locked => chart?.lockValues(locked)
    )
  })

  onBeforeUnmount(() => {
    clearTimeout(followLater)
    for (const stop of stops) stop()
    feed?.dispose()
    chart?.destroy()
    chart = feed = registration = null
  })

  return {
    state,
    edge: () => edge,
    newest: () => feed?.clock?.newest ?? NaN,
    timeAt: x => chart?.timeAt(x) ?? NaN,
    pixelAt: time => chart?.pixelAt(time) ?? NaN,
    chart: () => chart,
    store: () => chart?.scene.store ?? null,
    retry: () => feed?.retry(),
    onPainted(listener) {
      painted.add(listener)
      return () => painted.delete(listener)
    },
    setPointer(x) {
      if (!chart) return
      chart.scene.pointer = x
      invalidate()
    },
    emphasise(channel) {
      if (!chart) return
      chart.scene.emphasis = channel
      invalidate()
    },
    hide(channels) {
      hidden = channels
      applyLines()
    }
  }
}
