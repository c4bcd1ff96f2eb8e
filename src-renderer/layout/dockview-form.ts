import { Orientation, type SerializedDockview } from 'dockview-vue'
import { type Float, type Grid, isTabs, type Layout, type PanelEntry, type Place, type Sides } from './layout'

type DockNode = SerializedDockview['grid']['root']
type DockFloat = NonNullable<SerializedDockview['floatingGroups']>[number]
type DockGrid = SerializedDockview['grid']
interface DockGroup {
  readonly id: string
  readonly views: readonly string[]
  readonly activeView?: string
}

/** The layout as dockview takes it. Panels carry only their name; what they show is the layout's. */
export function toDockview(layout: Layout, titleOf: (entry: PanelEntry) => string): SerializedDockview {
  let groups = 0
  let activeGroup: string | undefined
  function node(place: Place): DockNode {
    if (!isTabs(place)) return { type: 'branch', size: place.size, data: place.children.map(node) }
    const id = `group-${++groups}`
    if (layout.active !== null && place.tabs.includes(layout.active)) activeGroup = id
    return { type: 'leaf', size: place.size, data: { id, views: [...place.tabs], activeView: place.shown } }
  }
  const gridOf = ({ direction, width, height, root }: Grid): DockGrid => ({
    ...{ width, height, orientation: direction === 'row' ? Orientation.HORIZONTAL : Orientation.VERTICAL },
    root: node(isTabs(root) ? { size: root.size, children: [root] } : root)
  })
  const grid = gridOf(layout.grid)
  const floatingGroups = layout.floats.map(({ box, grid: inner }): DockFloat => ({
    position: positionOf(box),
    grid: gridOf(inner)
  }))
  const panels = Object.fromEntries(
    Object.entries(layout.panels).map(([id, entry]) => [
      id,
      { id, contentComponent: 'panel', tabComponent: 'tab', title: titleOf(entry) }
    ])
  )
  return { grid, panels, floatingGroups, ...(activeGroup === undefined ? {} : { activeGroup }) }
}

/** The layout that dockview shows now; of panels and side bars what the workspace knows. */
export function fromDockview(
  dock: SerializedDockview,
  rest: { readonly panels: Readonly<Record<string, PanelEntry>>; readonly active: string | null; readonly sides: Sides }
): Layout {
  const here = Object.keys(dock.panels).filter(id => Object.hasOwn(rest.panels, id))
  return {
    version: 1,
    grid: readGrid(dock.grid),
    floats: (dock.floatingGroups ?? []).map(readFloat),
    panels: Object.fromEntries(here.map(id => [id, rest.panels[id]])),
    active: rest.active !== null && here.includes(rest.active) ? rest.active : null,
    sides: rest.sides
  }
}

function readGrid({ orientation, width, height, root }: DockGrid): Grid {
  return {
    ...{ direction: orientation === Orientation.HORIZONTAL ? 'row' : 'column', width, height },
    root: readNode(root)
  }
}

function readNode({ type, size = 0, data }: DockNode): Place {
  if (type === 'branch') return { size, children: (data as DockNode[]).map(readNode) }
  const { views, activeView } = data as DockGroup
  return { size, tabs: views, shown: activeView ?? views[0] ?? '' }
}

function readFloat({ data, grid, position }: DockFloat): Float {
  const edge = (name: 'left' | 'right' | 'top' | 'bottom'): Record<string, number> =>
    name in position ? { [name]: Math.max(0, Reflect.get(position, name) as number) } : {}
  const { width, height } = position
  const box = { ...edge('left'), ...edge('right'), ...edge('top'), ...edge('bottom'), width, height }
  if (grid) return { box, grid: readGrid(grid) }
  const { views = [], activeView } = (data ?? {}) as Partial<DockGroup>
  const root: Place = { size: width, tabs: views, shown: activeView ?? views[0] ?? '' }
  return { box, grid: { direction: 'row', width, height, root } }
}

function positionOf({ left, right, top, bottom, width, height }: Float['box']): DockFloat['position'] {
  return {
    ...(right !== undefined && left === undefined ? { right } : { left: left ?? 40 }),
    ...(bottom !== undefined && top === undefined ? { bottom } : { top: top ?? 40 }),
    ...{ width, height }
  }
}
