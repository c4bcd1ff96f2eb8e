import { useEventListener } from '@vueuse/core'
import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import { type AxisRange, panAxis, rangeBetween, type WholeAxis, zoomAxis } from '../charts/axis-zoom'
import type { PagePlot } from './use-plot'

export interface AxisZoom {
  /** What is to be shown; null shows the whole axis. */
  readonly range: Readonly<Ref<AxisRange | null>>
  reset(): void
  /** Where the pointer is within the plot, css px of the canvas; null when it is not. */
  readonly pointer: Readonly<Ref<{ readonly x: number; readonly y: number } | null>>
  /** The stretch being drawn with the pointer, css px. */
  readonly box: ComputedRef<{ readonly left: number; readonly width: number } | null>
}

/** css px below which a drag was a click. */
const leastDrag = 5
const keys: Readonly<Record<string, (range: AxisRange, whole: WholeAxis) => AxisRange | null>> = {
  '+': (range, whole) => zoomAxis(range, middleOf(range, whole), 1 / 1.5, whole),
  '-': (range, whole) => zoomAxis(range, middleOf(range, whole), 1.5, whole),
  ArrowLeft: (range, whole) => panAxis(range, -0.1, whole),
  ArrowRight: (range, whole) => panAxis(range, 0.1, whole),
  Home: () => null
}
const middleOf = ({ min, max }: AxisRange, { log }: WholeAxis): number => (log ? Math.sqrt(min * max) : (min + max) / 2)

/** Zooms the horizontal axis of a plot: wheel, a drag over a stretch, `+ - ← →`; double click and `Home` show all of it. */
export function useAxisZoom(
  host: Readonly<Ref<HTMLElement | null>>,
  plot: PagePlot,
  whole: () => WholeAxis | null
): AxisZoom {
  const range = shallowRef<AxisRange | null>(null)
  const pointer = shallowRef<{ readonly x: number; readonly y: number } | null>(null)
  const from = shallowRef<number | null>(null)
  const to = shallowRef(0)

  function change(next: (range: AxisRange, whole: WholeAxis) => AxisRange | null): void {
    const all = whole()
    if (!all) return
    const changed = next(range.value ?? all, all)
    const isWhole = !changed || (changed.min <= all.min && changed.max >= all.max)
    range.value = isWhole ? null : changed
    plot.invalidate()
  }

  /** Of the event within the canvas; null outside of the plot. */
  function place(event: MouseEvent): { x: number; y: number } | null {
    const [bounds, area] = [host.value?.getBoundingClientRect(), plot.area.value]
    if (!bounds || !area) return null
    const [x, y] = [event.clientX - bounds.left, event.clientY - bounds.top]
    return x >= area.left && x <= area.right && y >= area.top && y <= area.bottom ? { x, y } : null
  }

  useEventListener(
    host,
    'wheel',
    (event: WheelEvent) => {
      const at = place(event)
      if (!at) return
      event.preventDefault()
      // A wheel that counts lines or pages gives few of them.
      const way = event.deltaY * (event.deltaMode === 0 ? 1 : 40)
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY)
      if (sideways || event.shiftKey) change((shown, all) => panAxis(shown, (event.deltaX || way) / 600, all))
      else change((shown, all) => zoomAxis(shown, plot.xAt(at.x), Math.exp(way / 400), all))
    },
    { passive: false }
  )
  useEventListener(host, 'pointerdown', (event: PointerEvent) => {
    const at = place(event)
    // With Alt a drag means something of the panel's own.
    if (!at || event.button !== 0 || event.altKey) return
    from.value = to.value = at.x
    host.value?.setPointerCapture(event.pointerId)
  })
  useEventListener(host, 'pointermove', (event: PointerEvent) => {
    pointer.value = place(event)
    const area = plot.area.value
    const left = host.value?.getBoundingClientRect().left ?? 0
    if (from.value !== null && area) to.value = Math.min(area.right, Math.max(area.left, event.clientX - left))
    plot.invalidate()
  })
  useEventListener(host, 'pointerup', () => {
    const begun = from.value
    from.value = null
    if (begun === null || Math.abs(to.value - begun) < leastDrag) return
    const [one, other] = [plot.xAt(begun), plot.xAt(to.value)]
    change((_, all) => rangeBetween(one, other, all))
  })
  useEventListener(host, ['pointercancel', 'pointerleave'], () => {
    from.value = pointer.value = null
    plot.invalidate()
  })
  useEventListener(host, 'dblclick', () => change(() => null))
  useEventListener(host, 'keydown', (event: KeyboardEvent) => {
    const step = keys[event.key === '=' ? '+' : event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    change(step)
  })

  const box = computed(() =>
    from.value === null || Math.abs(to.value - from.value) < leastDrag
      ? null
      : { left: Math.min(from.value, to.value), width: Math.abs(to.value - from.value) }
  )
  return { range, pointer, box, reset: () => change(() => null) }
}
