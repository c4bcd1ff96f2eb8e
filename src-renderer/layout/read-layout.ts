import { SignalboxError } from '@shared/base/errors'
import { deepestSplit, isTabs, type Layout, LayoutShape, mostOptions, mostPanels, type Place } from './layout'

/**
 * The layout in `value`, made whole: every panel has exactly one place and every place a panel.
 * @throws SignalboxError `bad-input` when it is none, or larger than a layout may be
 */
export function readLayout(value: unknown): Layout {
  if (depthOf(value) > deepestSplit * 3) throw bad('its panels are nested too deeply')
  const parsed = LayoutShape.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw bad(`${issue.path.join('.') || 'the whole'}: ${issue.message}`)
  }
  const layout = parsed.data
  const ids = Object.keys(layout.panels)
  if (ids.length > mostPanels) throw bad(`it has ${ids.length} panels; ${mostPanels} are the most`)
  for (const id of ids)
    if ((JSON.stringify(layout.panels[id].options) ?? '').length > mostOptions)
      throw bad(`the options of panel "${id}" are longer than ${mostOptions} characters`)
  return mended(layout)
}

/** The layout in `value`, or null. */
export function tryLayout(value: unknown): Layout | null {
  try {
    return readLayout(value)
  } catch {
    return null
  }
}

function mended(layout: Layout): Layout {
  const free = new Set(Object.keys(layout.panels))
  const children = mendedChildren(layout.grid.root, free)
  const floats = layout.floats.flatMap(float => {
    const inside = mendedChildren(float.grid.root, free)
    const root = { size: float.grid.root.size, children: inside }
    return inside.length > 0 ? [{ ...float, grid: { ...float.grid, root } }] : []
  })
  // A panel without a place gets one, rather than being lost.
  const lost = [...free]
  const entire = lost.length > 0 ? [...children, { size: 200, tabs: lost, shown: lost[0] }] : children
  const active = layout.active !== null && Object.hasOwn(layout.panels, layout.active) ? layout.active : null
  return {
    ...layout,
    active,
    floats,
    grid: { ...layout.grid, root: { size: layout.grid.root.size, children: entire } }
  }
}

/** What lies in a root, which is a split even of one. */
function mendedChildren(root: Place, free: Set<string>): Place[] {
  return (isTabs(root) ? [root] : root.children).flatMap(child => mendedPlace(child, free) ?? [])
}

/** The place with only panels that are `free`, which it takes; null when none is left. */
function mendedPlace(place: Place, free: Set<string>): Place | null {
  if (isTabs(place)) {
    const tabs = place.tabs.filter(id => free.delete(id))
    if (tabs.length === 0) return null
    return { size: place.size, tabs, shown: tabs.includes(place.shown) ? place.shown : tabs[0] }
  }
  const children = place.children.flatMap(child => mendedPlace(child, free) ?? [])
  if (children.length === 0) return null
  const [only] = children
  if (children.length === 1 && isTabs(only)) return { ...only, size: place.size }
  return { size: place.size, children }
}

/** How deeply objects lie in each other; counted without recursion, because a hostile file may be deeper than the stack. */
function depthOf(value: unknown): number {
  let level = [value]
  let depth = 0
  while (level.length > 0 && depth <= deepestSplit * 3) {
    level = level.flatMap(item => (typeof item === 'object' && item !== null ? Object.values(item) : []))
    depth++
  }
  return depth
}

function bad(why: string): SignalboxError {
  return new SignalboxError('bad-input', `this is not a layout of Signalbox: ${why}`, {
    remedy: 'Choose a file that was written by "Export layout".'
  })
}
