import type { DockviewApi } from 'dockview-vue'

/**
 * Mends what dockview tells assistive technology: a place is no landmark, because the panel in it is one; and a floating
 * panel has no level, which dockview writes down for panels that are rendered always, and there are none.
 */
export function tidyRoles(element: HTMLElement, dock: DockviewApi): () => void {
  function tidy(): void {
    for (const place of element.querySelectorAll('.dv-groupview[role="region"]')) place.setAttribute('role', 'group')
    for (const float of element.querySelectorAll('.dv-resize-container[aria-level]'))
      float.removeAttribute('aria-level')
  }
  tidy()
  const observer = new MutationObserver(tidy)
  observer.observe(element, { subtree: true, attributes: true, attributeFilter: ['aria-level'] })
  const changes = dock.onDidLayoutChange(tidy)
  return () => {
    observer.disconnect()
    changes.dispose()
  }
}
