import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'
import { boxBetween, type Box, meantBox, pinchOf, type Pinch } from '../charts/zoom-maths'
import type { ChartTool, CursorName } from '../stores/cursors'
import { useStripKeys } from './use-strip-keys'
import { useStripWheel } from './use-strip-wheel'

/**
 * What a chart does when it is dragged, wheeled, pinched, pointed at or typed to. All changes with the same `gesture` are
 * one step. Places are css px in the element.
 */
export interface StripGestures {
  /** Moves the view by `share` of its span; positive is into the past. */
  pan(share: number, gesture: string): void
  /** Multiplies the span by `factor`; `x` keeps its time where the view allows it. */
  zoom(factor: number, x: number | null, gesture: string): void
  /** A box is being drawn; null: no more. */
  draw(box: Box | null): void
  /** Zooms to a box. */
  box(box: Box, gesture: string): void
  /** The pointer is at `x`; NaN when it left. */
  point(x: number): void
  /** Puts a cursor at `x`; at the pointer, or the middle, when null. */
  place(cursor: CursorName, x: number | null): void
  /** The cursor that a press at `x` means. */
  cursorFor(x: number): CursorName
  /** Moves the crosshair by keys. */
  moveCrosshair(pixels: number): void
  /** The value axis at `x`; null in the plot. */
  axisAt(x: number): string | null
  zoomAxis(axis: string, factor: number, y: number, gesture: string): void
  /** Moves a value axis by a share of its length; positive is up. */
  panAxis(axis: string, share: number, gesture: string): void
  /** Lets a value axis find its range again. */
  freeAxis(axis: string): void
  /** Back to following. */
  follow(): void
  /** To the first sample. */
  home(): void
  /** The plot within the element. */
  plot(): Box
  tool(): ChartTool
  /** Whether a plain wheel may zoom although the page around would scroll. */
  ownsWheel(): boolean
}

/** css px before a press becomes a drag. */
const dragSlop = 3
let drags = 0

type Drag =
  | { readonly kind: 'pan' }
  | { readonly kind: 'axis'; readonly axis: string }
  | { readonly kind: 'box'; box: Box | null }
  | { readonly kind: 'measure'; cursor: CursorName }

interface Press {
  readonly pointer: number
  readonly gesture: string
  readonly start: { readonly x: number; readonly y: number }
  x: number
  y: number
  moved: boolean
  readonly drag: Drag
}

/** Pointer, wheel and keyboard on `element`. */
export function useStripGestures(element: Readonly<Ref<HTMLElement | null>>, gestures: StripGestures): void {
  const pressed = new Map<number, Press>()
  let pinch: { last: Pinch; readonly gesture: string } | null = null

  const placeOf = (event: PointerEvent | MouseEvent): { x: number; y: number } => {
    const { left, top } = element.value!.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }

  function dragFor(event: PointerEvent, x: number): Drag {
    const axis = gestures.axisAt(x)
    if (axis !== null) return { kind: 'axis', axis }
    if (event.shiftKey || gestures.tool() === 'zoom') return { kind: 'box', box: null }
    if (gestures.tool() === 'measure') return { kind: 'measure', cursor: gestures.cursorFor(x) }
    return { kind: 'pan' }
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return
    const start = placeOf(event)
    const drag = dragFor(event, start.x)
    pressed.set(event.pointerId, {
      pointer: event.pointerId,
      gesture: newDrag(),
      start,
      ...start,
      moved: false,
      drag
    })
    if (pressed.size === 2) {
      gestures.draw(null)
      pinch = { last: pinchNow(), gesture: newDrag() }
    }
  }

  function onPointerMove(event: PointerEvent): void {
    const { x, y } = placeOf(event)
    const press = pressed.get(event.pointerId)
    if (press && pinch) {
      Object.assign(press, { x, y, moved: true })
      onPinch()
      return
    }
    if (press) onDrag(press, { x, y })
    gestures.point(x)
  }

  function onDrag(press: Press, to: { x: number; y: number }): void {
    if (!press.moved && Math.hypot(to.x - press.start.x, to.y - press.start.y) < dragSlop) return
    if (!press.moved) element.value!.setPointerCapture(press.pointer)
    press.moved = true
    const { drag, gesture } = press
    const plot = gestures.plot()
    if (drag.kind === 'pan') gestures.pan((to.x - press.x) / (plot.right - plot.left), gesture)
    else if (drag.kind === 'axis') gestures.panAxis(drag.axis, (to.y - press.y) / (plot.bottom - plot.top), gesture)
    else if (drag.kind === 'measure') {
      gestures.place(drag.cursor, press.start.x)
      gestures.place(drag.cursor === 'a' ? 'b' : 'a', to.x)
    } else {
      drag.box = meantBox(boxBetween(press.start, to, plot), plot)
      gestures.draw(drag.box)
    }
    press.x = to.x
    press.y = to.y
  }

  function pinchNow(): Pinch {
    const [one, other] = [...pressed.values()]
    return pinchOf(one.x, other.x)
  }

  function onPinch(): void {
    if (!pinch) return
    const next = pinchNow()
    const { left, right } = gestures.plot()
    const moved = next.middle - pinch.last.middle
    gestures.zoom(pinch.last.distance / next.distance, pinch.last.middle, pinch.gesture)
    if (gestures.ownsWheel()) gestures.pan(moved / (right - left), pinch.gesture)
    pinch.last = next
  }

  function onPointerEnd(event: PointerEvent): void {
    const press = pressed.get(event.pointerId)
    if (!press) return
    pressed.delete(event.pointerId)
    gestures.draw(null)
    if (pinch) {
      // The finger that is left must not drag on from where the pinch ended.
      pressed.clear()
      pinch = null
      return
    }
    if (event.type === 'pointercancel') return
    if (press.drag.kind === 'box' && press.drag.box) gestures.box(press.drag.box, press.gesture)
    else if (press.drag.kind === 'measure' && !press.moved) gestures.place(press.drag.cursor, press.x)
  }

  function onDoubleClick(event: MouseEvent): void {
    const axis = gestures.axisAt(placeOf(event).x)
    if (axis !== null) gestures.freeAxis(axis)
  }

  /** Gives up the box being drawn; false when there is none. */
  function giveUp(): boolean {
    const boxes = [...pressed.values()].filter(({ drag }) => drag.kind === 'box')
    for (const { pointer } of boxes) pressed.delete(pointer)
    gestures.draw(null)
    return boxes.length > 0
  }

  useEventListener(element, 'pointerdown', onPointerDown)
  useEventListener(element, 'pointermove', onPointerMove)
  useEventListener(element, ['pointerup', 'pointercancel'], onPointerEnd)
  useEventListener(element, 'pointerleave', () => gestures.point(NaN))
  useEventListener(element, 'dblclick', onDoubleClick)
  useStripWheel(element, gestures)
  useStripKeys(element, gestures, giveUp)
}

const newDrag = (): string => `drag ${++drags}`
