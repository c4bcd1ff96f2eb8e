import { type Ref, shallowRef } from 'vue'
import { type Box, boxMeaning, movedRange, shortestSpan, zoomedRange, zoomedWindow } from '../charts/zoom-maths'
import type { ValueRange } from '../charts/y-range'
import { newGesture } from '../stores/navigation'
import type { ChartTool, CursorName, CursorTimes } from '../stores/cursors'
import { useStripGestures } from './use-strip-gestures'
import type { StripView } from './strip-view'
import { type AimInput, ViewAim } from './view-aim'

/** What the user wants to see; changes with the same `gesture` are one step. */
export interface StripWishes {
  pause(edge: number, gesture: string): void
  span(milliseconds: number, gesture: string): void
  look(stretch: { readonly from: number; readonly to: number }, gesture: string): void
  range(axis: string, range: ValueRange | null, gesture: string): void
  place(cursor: CursorName, time: number): void
  follow(): void
  home(): void
}

export interface StripNavigationInput extends AimInput {
  /** Longest span that makes sense, ms. */
  readonly longest: number
  readonly tool: ChartTool
  readonly cursors: CursorTimes
}

export interface StripNavigation {
  /** The box being drawn, css px in the plot's element. */
  readonly box: Readonly<Ref<Box | null>>
}

/** Turns gestures on a plot into wishes, by means of what the plot shows now. */
export function useStripNavigation(
  host: Readonly<Ref<HTMLElement | null>>,
  view: StripView,
  to: { readonly input: StripNavigationInput; readonly wishes: StripWishes; point(x: number, byKey: boolean): void }
): StripNavigation {
  const { input, wishes } = to
  const aim = new ViewAim(input, view)
  const box = shallowRef<Box | null>(null)
  const middle = (): number => (view.state.plot.left + view.state.plot.right) / 2
  const pointer = (): number => view.chart()?.scene.pointer ?? NaN

  /** Without the ribbons below the values. */
  function plot(): Box {
    const { left, right, top, bottom } = view.state.plot
    return { left, right, top, bottom: Math.min(bottom, view.chart()?.floor ?? bottom) }
  }

  function moveTo(edge: number, gesture: string): void {
    const newest = view.newest()
    const bounded = Number.isNaN(newest) ? edge : Math.min(edge, newest)
    aim.set({ edge: bounded })
    wishes.pause(bounded, gesture)
  }

  function changeRange(axis: string, gesture: string, change: (range: ValueRange) => ValueRange): void {
    const range = aim.rangeOf(axis)
    if (!range) return
    const next = change(range)
    aim.setRange(axis, next)
    wishes.range(axis, next, gesture)
  }

  function zoomToBox(to: Box, gesture: string): void {
    const chart = view.chart()
    if (!chart) return
    const { times, values } = boxMeaning(to)
    const whole = plot()
    const fullHeight = to.top <= whole.top && to.bottom >= whole.bottom
    const fullWidth = to.left <= whole.left && to.right >= whole.right
    if (values && !(times && fullHeight))
      for (const axis of chart.axes)
        wishes.range(axis, { min: chart.valueAt(axis, to.bottom), max: chart.valueAt(axis, to.top) }, gesture)
    if (times && !(values && fullWidth)) wishes.look({ from: view.timeAt(to.left), to: view.timeAt(to.right) }, gesture)
  }

  useStripGestures(host, {
    pan: (share, gesture) => moveTo(aim.window.edge - share * aim.window.span, gesture),
    zoom(factor, x, gesture) {
      const { edge, span } = aim.window
      const { left, right } = plot()
      const share = x === null ? 0.5 : (right - x) / (right - left)
      const limits = { shortest: shortestSpan, longest: input.longest }
      const next = zoomedWindow({ edge, span }, { factor, anchor: edge - share * span }, limits)
      if (next.span === span) return
      // Following keeps the newest sample at the right edge, whatever the pointer is over.
      if (aim.paused) moveTo(next.edge, gesture)
      aim.set({ span: next.span })
      wishes.span(next.span, gesture)
    },
    draw: next => (box.value = next),
    box: zoomToBox,
    point: x => to.point(x, false),
    place(cursor, x) {
      wishes.place(cursor, view.timeAt(x ?? (Number.isNaN(pointer()) ? middle() : pointer())))
    },
    cursorFor(x) {
      const { a, b } = input.cursors
      if (a === null || b === null) return a === null ? 'a' : 'b'
      return Math.abs(view.pixelAt(a) - x) <= Math.abs(view.pixelAt(b) - x) ? 'a' : 'b'
    },
    moveCrosshair(pixels) {
      const { left, right } = view.state.plot
      const from = Number.isNaN(pointer()) ? middle() : pointer()
      to.point(Math.min(right, Math.max(left, from + pixels)), true)
    },
    axisAt: x => view.chart()?.axisAt(x) ?? null,
    zoomAxis(axis, factor, y, gesture) {
      const chart = view.chart()
      if (!chart) return
      const { min, max } = chart.rangeOf(axis)
      const share = (chart.valueAt(axis, y) - min) / (max - min)
      changeRange(axis, gesture, range => zoomedRange(range, factor, range.min + share * (range.max - range.min)))
    },
    panAxis: (axis, share, gesture) => changeRange(axis, gesture, range => movedRange(range, share)),
    freeAxis: axis => wishes.range(axis, null, newGesture()),
    follow: wishes.follow,
    home: wishes.home,
    plot,
    tool: () => input.tool,
    ownsWheel: () => aim.paused
  })
  return { box }
}
