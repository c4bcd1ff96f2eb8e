import { onBeforeUnmount, onMounted, shallowReactive, watch, type Ref } from 'vue'
import { pageFrameLoop, type Registration } from '../charts/frame-loop'
import { latestValue, readAt, type ReadoutEntry } from '../charts/readout'
import { StripChart } from '../charts/strip-chart'
import { linesOf, type StripChannel } from '../charts/strip-channel'
import { reach } from '../charts/strip-crosshair'
import { StripFeed } from '../charts/strip-feed'
import { onThemeChange, readTheme } from '../charts/theme'
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
}

/** What the markup around the canvas shows. Changed a few times a second, not every frame. */
export interface StripViewState {
  /** No sample to show yet. */
  empty: boolean
  /** Newest value of each channel by its index. */
  latest: Readonly<Record<number, number>>
  readout: { readonly x: number; readonly time: number; readonly entries: readonly ReadoutEntry[] } | null
  dark: boolean
  /** Between two ticks of the value axis. */
  step: number
  /** Right edge of what is shown, ms; NaN before the first sample. */
  edge: number
  /** The plot's edges in the canvas, and the canvas' height, css px. */
  plot: { readonly left: number; readonly right: number; readonly height: number }
}

export interface StripView {
  readonly state: StripViewState
  /** Right edge of what is shown this very frame, ms. */
  edge(): number
  /** The newest known sample's time, ms. */
  newest(): number
  timeAt(x: number): number
  setPointer(x: number): void
  emphasise(channel: number): void
  /** Channels not to be drawn although they belong to the chart. */
  hide(channels: ReadonlySet<number>): void
}

/** Time between two changes of the markup, ms: text that changes faster cannot be read. */
const textInterval = 200
const now = (): number => performance.timeOrigin + performance.now()

/** Ties a canvas to its rows: subscription, window, frame loop, size, theme. Everything ends with the component. */
export function useStripView(
  canvas: Readonly<Ref<HTMLCanvasElement | null>>,
  host: Readonly<Ref<HTMLElement | null>>,
  input: StripViewInput
): StripView {
  const state = shallowReactive<StripViewState>({
    empty: true,
    latest: {},
    readout: null,
    dark: false,
    step: 1,
    edge: NaN,
    plot: { left: 0, right: 0, height: 0 }
  })
  let chart: StripChart | null = null
  let feed: StripFeed | null = null
  let registration: Registration | null = null
  let edge = NaN
  let frozenAt = NaN
  let hidden: ReadonlySet<number> = new Set()
  let lastText = 0
  let followLater: ReturnType<typeof setTimeout> | undefined
  let stops: (() => void)[] = []

  function invalidate(): void {
    chart?.touch()
    registration?.invalidate()
  }

  function follow(): void {
    if (!chart || !feed || input.channels.length === 0) return
    const channels = input.channels.map(channel => channel.index)
    feed.follow({ session: input.session, channels, span: input.span, columns: chart.columns })
  }

  function applyLines(): void {
    if (!chart) return
    state.dark = chart.scene.theme.dark
    chart.setLines(linesOf(input.channels, chart.scene.theme).filter(line => !hidden.has(line.channel)))
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
    state.plot = { left: chart.plot.left, right: chart.plot.right, height: clientHeight }
    // Follow at once the first time, later when the size has come to rest.
    clearTimeout(followLater)
    if (feed?.clock === null) follow()
    else followLater = setTimeout(follow, 150)
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
    if (input.paused) feed.cover(edge - input.span, edge)
    chart.scene.store = feed.shown
    chart.draw(edge, input.span, { now: time, still: input.paused })
    const pointing = !Number.isNaN(chart.pointerTime)
    const changed = pointing !== (state.readout !== null) || state.empty !== (feed.shown.rows === 0)
    if (changed || time - lastText > textInterval || (pointing && time - lastText > 60)) describe(time)
  }

  function describe(time: number): void {
    if (!chart || !feed) return
    lastText = time
    state.empty = feed.shown.rows === 0
    state.edge = edge
    state.step = chart.step
    const { live } = feed
    state.latest = Object.fromEntries(input.channels.map(({ index }) => [index, latestValue(live, index)]))
    const at = chart.pointerTime
    if (Number.isNaN(at)) state.readout = null
    else {
      const { left, right } = chart.plot
      const within = (reach * input.span) / (right - left)
      const entries = readAt(feed.shown, chart.scene.lines, { time: at, reach: within })
      state.readout = { x: chart.scene.pointer, time: at, entries }
    }
  }

  onMounted(() => {
    if (!canvas.value || !host.value) return
    chart = new StripChart(canvas.value, readTheme(host.value))
    feed = new StripFeed(input.live, () => registration?.invalidate(), now)
    const loop = pageFrameLoop()
    registration = loop.add({ paint, moves: () => !input.paused && !state.empty })
    const observer = new ResizeObserver(applySize)
    observer.observe(host.value)
    stops = [registration.remove, () => observer.disconnect(), onThemeChange(applyTheme), onRatioChange(applySize)]
    applyLines()
    applySize()
    applyPause()
    chart.lockValues(input.yLocked)
    watch(() => input.channels, applyLines)
    watch(() => [input.session, input.channels.map(channel => channel.index).join()], follow)
    watch(
      () => input.span,
      () => {
        // A wheel gives many spans in a row; the rows at hand serve meanwhile.
        clearTimeout(followLater)
        followLater = setTimeout(follow, 120)
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

/** Calls `listener` when the page comes to a display of another pixel ratio or is zoomed; gives the way to stop. */
function onRatioChange(listener: () => void): () => void {
  let media = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
  const changed = (): void => {
    media.removeEventListener('change', changed)
    media = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    media.addEventListener('change', changed)
    listener()
  }
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}
