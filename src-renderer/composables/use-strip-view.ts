import { onBeforeUnmount, onMounted, shallowReactive, watch, type Ref } from 'vue'
import { browserFeedPage } from '../charts/feed-page'
import { pageFrameLoop, type Registration } from '../charts/frame-loop'
import { StripChart } from '../charts/strip-chart'
import { linesOf } from '../charts/strip-channel'
import { gutterOf } from '../charts/strip-axes'
import { StripFeed } from '../charts/strip-feed'
import { onThemeChange, readTheme } from '../charts/theme'
import { onRatioChange } from './ratio-change'
import { nothingShown, type StripView, type StripViewInput } from './strip-view'
import { ViewWords } from './view-words'

const noRanges = {}
const noMarks: StripViewInput['marks'] & {} = []
const { now } = browserFeedPage

/** Ties a canvas to its rows: subscription, window, frame loop, size, theme. Everything ends with the component. */
export function useStripView(
  canvas: Readonly<Ref<HTMLCanvasElement | null>>,
  host: Readonly<Ref<HTMLElement | null>>,
  input: StripViewInput
): StripView {
  const state = shallowReactive(nothingShown())
  const words = new ViewWords(state, browserFeedPage, () => registration?.invalidate())
  let chart: StripChart | null = null
  let feed: StripFeed | null = null
  let registration: Registration | null = null
  let edge = NaN
  let frozenAt = NaN
  let hidden: ReadonlySet<number> = new Set()
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
    words.tell({ chart, feed, edge, span: input.span, channels: input.channels }, time)
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
    chart.scene.marks = input.marks ?? noMarks
    chart.setManual(input.ranges ?? noRanges)
    invalidate()
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
    watch(() => [input.cursors, input.ranges, input.trigger, input.marks], applyCursors)
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
    words.stop()
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
