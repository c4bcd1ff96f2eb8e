import { isTabs, type Layout, panelsOf, type Place } from './layout'

/** What somebody did to a layout; said when it can be undone. */
export interface LayoutChange {
  readonly what: 'add' | 'close' | 'move' | 'float' | 'dock' | 'resize' | 'rename' | 'options' | 'sides' | 'apply'
  /** The panel it was done to, and its entry, which may be gone from the layout by now. */
  readonly panel?: string
  /** The layout's name, of `apply`. */
  readonly name?: string
}

/**
 * What turned one layout into the other; null when they differ at most in what is in front and in sizes.
 * Found by comparing, so that it is right for whatever caused it: mouse, keys or menu.
 */
export function describeChange(before: Layout, after: Layout): LayoutChange | null {
  const added = Object.keys(after.panels).filter(id => !Object.hasOwn(before.panels, id))
  const closed = Object.keys(before.panels).filter(id => !Object.hasOwn(after.panels, id))
  if (added.length > 0 && closed.length > 0) return { what: 'apply' }
  if (added.length > 0) return { what: 'add', panel: added[0] }
  if (closed.length > 0) return { what: 'close', panel: closed[0] }
  for (const [id, entry] of Object.entries(after.panels)) {
    if (entry.title !== before.panels[id].title) return { what: 'rename', panel: id }
    if (JSON.stringify(entry.options) !== JSON.stringify(before.panels[id].options))
      return { what: 'options', panel: id }
  }
  if (shapeOf(before) === shapeOf(after)) return null
  const [floatBefore, floatAfter] = [floating(before), floating(after)]
  const floated = [...floatAfter].find(id => !floatBefore.has(id))
  if (floated !== undefined) return { what: 'float', panel: floated }
  const docked = [...floatBefore].find(id => !floatAfter.has(id))
  if (docked !== undefined) return { what: 'dock', panel: docked }
  return { what: 'move', panel: after.active ?? undefined }
}

/** Whether sizes or places of floating panels differ by more than rounding. */
export function isResized(before: Layout, after: Layout): boolean {
  const [one, other] = [[...sizesOf(before)], [...sizesOf(after)]]
  return one.length === other.length && one.some((size, index) => Math.abs(size - other[index]) > 1.5)
}

function* sizesOf(layout: Layout): Generator<number, void, undefined> {
  yield* placeSizes(layout.grid.root)
  for (const { box, grid } of layout.floats) {
    yield* [box.left, box.right, box.top, box.bottom].map(edge => edge ?? -1000)
    yield* [box.width, box.height]
    yield* placeSizes(grid.root)
  }
}

function* placeSizes(place: Place): Generator<number, void, undefined> {
  yield place.size
  if (!isTabs(place)) for (const child of place.children) yield* placeSizes(child)
}

function shapeOf(layout: Layout): string {
  const shape = (place: Place): unknown => (isTabs(place) ? place.tabs.join(' ') : place.children.map(shape))
  return JSON.stringify([
    layout.grid.direction,
    shape(layout.grid.root),
    layout.floats.map(float => [float.grid.direction, shape(float.grid.root)])
  ])
}

function floating(layout: Layout): Set<string> {
  return new Set(layout.floats.flatMap(float => [...panelsOf(float.grid.root)]))
}
