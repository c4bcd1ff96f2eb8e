import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'

/** What a chart does when it is dragged, wheeled, pointed at or typed to. */
export interface StripGestures {
  /** Moves the view by `share` of its span; positive is into the past. */
  pan(share: number): void
  /** Multiplies the span by `factor`; `x` (css px in the element) keeps its time where the view allows it. */
  zoom(factor: number, x: number | null): void
  /** The pointer is at `x`, css px; NaN when it left. */
  point(x: number): void
  /** Back to following. */
  follow(): void
  /** The plot's width, css px. */
  width(): number
  /** Whether a plain wheel may zoom although the page around would scroll. */
  ownsWheel(): boolean
}

/** css px before a press becomes a drag. */
const dragSlop = 3
const zoomStep = 1.25

/** Pointer, wheel and keyboard on `element`: drag and arrows pan, wheel and plus/minus zoom, End follows again. */
export function useStripGestures(element: Readonly<Ref<HTMLElement | null>>, gestures: StripGestures): void {
  let drag: { readonly pointer: number; x: number; moved: boolean } | null = null

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return
    drag = { pointer: event.pointerId, x: event.clientX, moved: false }
  }

  function onPointerMove(event: PointerEvent): void {
    const target = element.value!
    if (drag?.pointer === event.pointerId) {
      const moved = event.clientX - drag.x
      if (!drag.moved && Math.abs(moved) < dragSlop) return
      if (!drag.moved) target.setPointerCapture(event.pointerId)
      drag.moved = true
      drag.x = event.clientX
      gestures.pan(moved / gestures.width())
    }
    gestures.point(event.clientX - target.getBoundingClientRect().left)
  }

  function onPointerEnd(event: PointerEvent): void {
    if (drag?.pointer === event.pointerId) drag = null
  }

  function onPointerLeave(): void {
    gestures.point(NaN)
  }

  function onWheel(event: WheelEvent): void {
    const target = element.value!
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX
    if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) {
      event.preventDefault()
      gestures.pan(-pixels(event, sideways) / gestures.width())
      return
    }
    // Where the list of charts itself scrolls, the wheel is the list's, unless the user says otherwise.
    if (
      !event.ctrlKey &&
      !event.metaKey &&
      !gestures.ownsWheel() &&
      document.activeElement !== target &&
      scrolls(target)
    )
      return
    event.preventDefault()
    const notches = Math.max(-3, Math.min(3, pixels(event, event.deltaY) / 100))
    gestures.zoom(zoomStep ** notches, event.clientX - target.getBoundingClientRect().left)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const share = event.shiftKey ? 0.5 : 0.1
    if (event.key === 'ArrowLeft') gestures.pan(share)
    else if (event.key === 'ArrowRight') gestures.pan(-share)
    else if (event.key === 'PageUp') gestures.pan(1)
    else if (event.key === 'PageDown') gestures.pan(-1)
    else if (event.key === '+' || event.key === '=') gestures.zoom(1 / zoomStep, null)
    else if (event.key === '-') gestures.zoom(zoomStep, null)
    else if (event.key === 'End') gestures.follow()
    else return
    event.preventDefault()
  }

  useEventListener(element, 'pointerdown', onPointerDown)
  useEventListener(element, 'pointermove', onPointerMove)
  useEventListener(element, ['pointerup', 'pointercancel'], onPointerEnd)
  useEventListener(element, 'pointerleave', onPointerLeave)
  useEventListener(element, 'wheel', onWheel, { passive: false })
  useEventListener(element, 'keydown', onKeyDown)
}

function pixels(event: WheelEvent, delta: number): number {
  return event.deltaMode === WheelEvent.DOM_DELTA_LINE ? delta * 33 : delta
}

function scrolls(element: HTMLElement): boolean {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (parent.scrollHeight <= parent.clientHeight + 1) continue
    if (/auto|scroll/.test(getComputedStyle(parent).overflowY)) return true
  }
  return false
}
