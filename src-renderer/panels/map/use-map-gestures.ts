import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'

export interface MapGestures {
  /** css px. */
  move(pixels: { x: number; y: number }): void
  /** `at`: css px from the map's middle. */
  zoom(factor: number, at: { x: number; y: number }): void
  /** Shows the whole way again. */
  fit(): void
}

const keyStep = 60
const zoomStep = 1.4

/** Drag and arrows move, wheel and plus/minus zoom, Home shows everything. */
export function useMapGestures(host: Readonly<Ref<HTMLElement | null>>, gestures: MapGestures): void {
  let drag: { readonly pointer: number; x: number; y: number } | null = null

  useEventListener(host, 'pointerdown', (event: PointerEvent) => {
    if (event.button !== 0) return
    drag = { pointer: event.pointerId, x: event.clientX, y: event.clientY }
    host.value!.setPointerCapture(event.pointerId)
  })
  useEventListener(host, 'pointermove', (event: PointerEvent) => {
    if (drag?.pointer !== event.pointerId) return
    gestures.move({ x: event.clientX - drag.x, y: event.clientY - drag.y })
    drag.x = event.clientX
    drag.y = event.clientY
  })
  useEventListener(host, ['pointerup', 'pointercancel'], () => (drag = null))
  useEventListener(
    host,
    'wheel',
    (event: WheelEvent) => {
      event.preventDefault()
      const box = host.value!.getBoundingClientRect()
      const at = { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 }
      gestures.zoom(zoomStep ** -Math.max(-3, Math.min(3, event.deltaY / 100)), at)
    },
    { passive: false }
  )
  useEventListener(host, 'keydown', (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [keyStep, 0],
      ArrowRight: [-keyStep, 0],
      ArrowUp: [0, keyStep],
      ArrowDown: [0, -keyStep]
    }
    const move = moves[event.key]
    if (move) gestures.move({ x: move[0], y: move[1] })
    else if (event.key === '+' || event.key === '=') gestures.zoom(zoomStep, { x: 0, y: 0 })
    else if (event.key === '-') gestures.zoom(1 / zoomStep, { x: 0, y: 0 })
    else if (event.key === 'Home') gestures.fit()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
}
