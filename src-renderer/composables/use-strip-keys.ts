import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'
import { zoomStep } from '../charts/zoom-maths'
import type { StripGestures } from './use-strip-gestures'

let presses = 0

/**
 * Keys of a focused plot: arrows and page keys move, or move the crosshair while measuring; plus and minus zoom; Home and End
 * go to the first sample and to the newest; `a` and `b` place cursors; Escape gives up a box.
 */
export function useStripKeys(
  element: Readonly<Ref<HTMLElement | null>>,
  gestures: StripGestures,
  giveUp: () => boolean
): void {
  let gesture = ''

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== element.value) return
    // A key that is held down is one step.
    if (!event.repeat) gesture = `keys ${++presses}`
    if (act(event)) event.preventDefault()
  }

  function act({ key, shiftKey }: KeyboardEvent): boolean {
    const measuring = gestures.tool() === 'measure'
    const share = shiftKey ? 0.5 : 0.1
    const pixels = shiftKey ? 10 : 1
    if (key === 'ArrowLeft') {
      if (measuring) gestures.moveCrosshair(-pixels)
      else gestures.pan(share, gesture)
    } else if (key === 'ArrowRight') {
      if (measuring) gestures.moveCrosshair(pixels)
      else gestures.pan(-share, gesture)
    } else if (key === 'PageUp') gestures.pan(1, gesture)
    else if (key === 'PageDown') gestures.pan(-1, gesture)
    else if (key === '+' || key === '=') gestures.zoom(1 / zoomStep, null, gesture)
    else if (key === '-') gestures.zoom(zoomStep, null, gesture)
    else if (key === 'Home') gestures.home()
    else if (key === 'End') gestures.follow()
    else if (key === 'a' || key === 'b') gestures.place(key, null)
    else return key === 'Escape' && giveUp()
    return true
  }

  useEventListener(element, 'keydown', onKeyDown)
  // A box is drawn with the mouse, so that the focus may be anywhere.
  useEventListener(window, 'keydown', event => {
    if (event.key === 'Escape' && giveUp()) event.preventDefault()
  })
}
