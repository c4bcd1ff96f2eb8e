import { useEventListener } from '@vueuse/core'
import { ref, type Ref, shallowRef } from 'vue'
import type { PagePlot } from '../../composables/use-plot'

/** Share of what is shown that a press of a key moves a recording by. */
const keyShare = 0.01

/**
 * Moves a recording along the time axis: with Alt by dragging its line or by the arrow keys. While it is dragged the shift is
 * only in `shifts`; `onShift` is told once it is let go.
 */
export function useLineDrag(
  host: Readonly<Ref<HTMLElement | null>>,
  plot: PagePlot,
  options: {
    /** The recording whose line is at this place, or that keys move; null when there is none. */
    captureAt(place: { readonly x: number; readonly y: number } | null): string | null
    shiftOf(capture: string): number
    /** What is shown of the axis, ms. */
    span(): number
    onShift(capture: string, shift: number): void
  }
): { readonly shifts: Readonly<Ref<Readonly<Record<string, number>>>>; readonly isDragging: Readonly<Ref<boolean>> } {
  const shifts = shallowRef<Readonly<Record<string, number>>>({})
  const isDragging = ref(false)
  let held: { readonly capture: string; readonly from: number; readonly shift: number } | null = null

  function timeOf(event: PointerEvent): number {
    return plot.xAt(event.clientX - (host.value?.getBoundingClientRect().left ?? 0))
  }
  useEventListener(host, 'pointerdown', (event: PointerEvent) => {
    const bounds = host.value?.getBoundingClientRect()
    if (!event.altKey || event.button !== 0 || !bounds) return
    const capture = options.captureAt({ x: event.clientX - bounds.left, y: event.clientY - bounds.top })
    if (capture === null) return
    event.preventDefault()
    held = { capture, from: timeOf(event), shift: options.shiftOf(capture) }
    isDragging.value = true
    host.value?.setPointerCapture(event.pointerId)
  })
  useEventListener(host, 'pointermove', (event: PointerEvent) => {
    if (!held) return
    shifts.value = { [held.capture]: held.shift + timeOf(event) - held.from }
  })
  useEventListener(host, ['pointerup', 'pointercancel'], (event: PointerEvent) => {
    if (!held) return
    const { capture } = held
    const shift = shifts.value[capture]
    held = null
    isDragging.value = false
    shifts.value = {}
    if (event.type === 'pointerup' && shift !== undefined) options.onShift(capture, shift)
  })
  useEventListener(host, 'keydown', (event: KeyboardEvent) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!event.altKey || event.ctrlKey || event.shiftKey || way === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const capture = options.captureAt(null)
    if (capture !== null) options.onShift(capture, options.shiftOf(capture) + way * options.span() * keyShare)
  })
  return { shifts, isDragging }
}
