import type { DockviewPanelApi } from 'dockview-vue'
import { onBeforeUnmount, onMounted, type Ref } from 'vue'

/**
 * Keeps how far the panel's parts are scrolled. A panel in the background leaves the document, and browsers forget the
 * scroll positions of what leaves it.
 */
export function useKeptScroll(host: Readonly<Ref<HTMLElement | null>>, api: DockviewPanelApi): void {
  const positions = new Map<Element, { readonly top: number; readonly left: number }>()
  const keep = (event: Event): void => {
    const { target } = event
    if (target instanceof Element && target.isConnected) {
      const { scrollTop: top, scrollLeft: left } = target
      positions.set(target, { top, left })
    }
  }
  function restore(): void {
    requestAnimationFrame(() => {
      for (const [element, { top, left }] of positions) {
        if (!host.value?.contains(element)) positions.delete(element)
        else if (element.scrollTop !== top || element.scrollLeft !== left) element.scrollTo({ top, left })
      }
    })
  }
  const events = [
    api.onDidVisibilityChange(({ isVisible }) => isVisible && restore()),
    api.onDidGroupChange(restore),
    api.onDidLocationChange(restore)
  ]
  onMounted(() => host.value?.addEventListener('scroll', keep, { capture: true, passive: true }))
  onBeforeUnmount(() => {
    for (const event of events) event.dispose()
  })
}
