import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'
import { wheelFactor } from '../charts/zoom-maths'
import type { StripGestures } from './use-strip-gestures'

/** Turns with less time between them than this are one gesture, ms. */
const pause = 600
/** css px a line of a wheel that counts in lines. */
const line = 33
let wheels = 0

/** The wheel zooms, with Shift or sideways it moves; over a value axis it zooms the values. */
export function useStripWheel(element: Readonly<Ref<HTMLElement | null>>, gestures: StripGestures): void {
  let last = -Infinity

  function onWheel(event: WheelEvent): void {
    const target = element.value!
    const box = target.getBoundingClientRect()
    const x = event.clientX - box.left
    if (event.timeStamp - last > pause) wheels++
    last = event.timeStamp
    const gesture = `wheel ${wheels}`
    const axis = gestures.axisAt(x)
    const control = event.ctrlKey || event.metaKey
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX
    if (axis !== null && !event.shiftKey) {
      event.preventDefault()
      return gestures.zoomAxis(
        axis,
        wheelFactor(pixels(event, event.deltaY), control),
        event.clientY - box.top,
        gesture
      )
    }
    if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) {
      event.preventDefault()
      const { left, right } = gestures.plot()
      return gestures.pan(-pixels(event, sideways) / (right - left), gesture)
    }
    // Where the list of charts itself scrolls, the wheel is the list's, unless the user says otherwise.
    if (!control && !gestures.ownsWheel() && document.activeElement !== target && scrolls(target)) return
    event.preventDefault()
    gestures.zoom(wheelFactor(pixels(event, event.deltaY), control), x, gesture)
  }

  useEventListener(element, 'wheel', onWheel, { passive: false })
}

function pixels(event: WheelEvent, delta: number): number {
  return event.deltaMode === WheelEvent.DOM_DELTA_LINE ? delta * line : delta
}

function scrolls(element: HTMLElement): boolean {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (parent.scrollHeight <= parent.clientHeight + 1) continue
    if (/auto|scroll/.test(getComputedStyle(parent).overflowY)) return true
  }
  return false
}
