import type { AddPanelOptions, DockviewApi, IDockviewPanel } from 'dockview-vue'
import { shallowRef, watch } from 'vue'
import { usualJournal } from '../../layout/default-layout'
import { describeChange, isResized } from '../../layout/describe-change'
import { fromDockview, toDockview } from '../../layout/dockview-form'
import type { Layout, PanelEntry } from '../../layout/layout'
import { text } from '../../messages'
import { type PanelKind, panelKinds } from '../../panels/kinds'
import { useLayout } from '../../stores/layout'
import { tidyRoles } from './tidy-roles'

export type Direction = 'left' | 'right' | 'up' | 'down'
const positions = { left: 'left', right: 'right', up: 'top', down: 'bottom' } as const
const edges = { left: 'left', right: 'right', up: 'above', down: 'below' } as const

/** px a panel grows or shrinks by at one press of a key. */
const step = 32

export interface DockControl {
  /** Binds to a dock that has been made; the answer lets go of it. */
  attach(api: DockviewApi, element: HTMLElement): () => void
  /** Shows what the layout store says. */
  show(): void
  /** @param beside shares the place of this panel; without, a place is chosen */
  add(kind: PanelKind, beside?: string): void
  /**
   * Shows a panel of this kind with these options, as soon as there is a dock. With `reuse` the one that is there; with
   * `alone` it takes the whole dock.
   */
  open(kind: PanelKind, how?: OpenOptions): void
  /** Along the lower edge of the dock. */
  addBelow(kind: PanelKind): void
  activate(id: string): void
  close(id: string): void
  duplicate(id: string): void
  /** Beside the other panels of its place; else past the neighbour in this direction, or to the edge of the dock. */
  move(id: string, direction: Direction): void
  /** Into a floating window, or back into the dock. */
  float(id: string): void
  toggleMaximised(id: string): void
  focus(offset: 1 | -1): void
  resize(id: string, direction: Direction): void
  /** The panel that commands work on. */
  active(): string | null
  isFloating(id: string): boolean
  isMaximised(id: string): boolean
  /** Whether it has its place to itself. */
  isAlone(id: string): boolean
}

export interface OpenOptions {
  readonly options?: unknown
  readonly title?: string
  readonly reuse?: boolean
  readonly alone?: boolean
}

/** The panel's own title, or the name of its kind in the language in force. */
export function titleOf({ kind, title }: PanelEntry): string {
  if (title !== '') return title
  return isKnownKind(kind) ? text.panels.kinds[kind] : text.dock.unknown(kind)
}

export function isKnownKind(kind: string): kind is PanelKind {
  return Object.hasOwn(panelKinds, kind)
}

/** Does to the dock what commands and menus ask for, and tells the layout store what came of it. */
export function createDockControl(): DockControl {
  const layout = useLayout()
  const api = shallowRef<DockviewApi | null>(null)
  let frame = 0
  let byHand = false
  let showing = false
  /** Asked for before there was a dock. */
  const waiting: (() => void)[] = []
  const panel = (id: string): IDockviewPanel | undefined => api.value?.getPanel(id)

  /** The dock's changes come in bursts: one look at it a frame is enough. */
  function schedule(): void {
    if (showing || frame !== 0) return
    frame = requestAnimationFrame(() => {
      frame = 0
      capture()
    })
  }

  function capture(): void {
    const dock = api.value
    if (!dock || showing) return
    // Reading a dock with a maximised panel disturbs it: only what came or went matters then.
    const known = Object.keys(layout.current.panels)
    if (
      dock.hasMaximizedGroup() &&
      dock.panels.length === known.length &&
      dock.panels.every(({ id }) => known.includes(id))
    )
      return
    const { sides } = layout.current
    const next = fromDockview(dock.toJSON(), { panels: layout.entries(), active: dock.activePanel?.id ?? null, sides })
    layout.captured(next, byHand)
    byHand = false
  }

  function show(): void {
    const dock = api.value
    if (!dock) return
    const there = fromDockview(dock.toJSON(), { ...layout.current })
    if (!isSamePlaces(there, layout.current)) {
      showing = true
      try {
        dock.fromJSON(toDockview(layout.current, titleOf), { reuseExistingPanels: true })
      } finally {
        showing = false
      }
    }
    const { active } = layout.current
    if (active !== null && dock.activePanel?.id !== active) dock.getPanel(active)?.api.setActive()
  }

  function attach(dock: DockviewApi, element: HTMLElement): () => void {
    api.value = dock
    show()
    const untidy = tidyRoles(element, dock)
    const events = [dock.onDidLayoutChange(schedule), dock.onDidActivePanelChange(schedule)]
    // A sash or a floating window lets go anywhere on the page.
    let held = false
    const down = (event: PointerEvent): void => {
      held = event.target instanceof Element && event.target.closest('.dv-sash, .dv-resize-container') !== null
    }
    const up = (): void => {
      if (!held) return
      held = false
      byHand = true
      schedule()
    }
    element.addEventListener('pointerdown', down, { capture: true })
    window.addEventListener('pointerup', up)
    const stopTitles = watch(
      () => Object.entries(layout.current.panels).map(([id, entry]) => [id, titleOf(entry)] as const),
      titles => {
        for (const [id, title] of titles) if (panel(id)?.title !== title) panel(id)?.setTitle(title)
      }
    )
    for (const open of waiting.splice(0)) open()
    return () => {
      cancelAnimationFrame(frame)
      frame = 0
      for (const event of events) event.dispose()
      untidy()
      element.removeEventListener('pointerdown', down, { capture: true })
      window.removeEventListener('pointerup', up)
      stopTitles()
      api.value = null
    }
  }

  function place(entry: PanelEntry, position: Pick<AddPanelOptions, 'position' | 'initialHeight'>): void {
    const dock = api.value
    if (!dock || layout.isFull) return
    const id = layout.prepare(entry.kind, entry.title, entry.options)
    dock.addPanel({
      id,
      component: 'panel',
      tabComponent: 'tab',
      title: titleOf(entry),
      ...position
    } as AddPanelOptions)
    requestAnimationFrame(() => focusTab(id))
  }
  const fresh = (kind: PanelKind): PanelEntry => ({ kind, title: '', options: panelKinds[kind].options.parse({}) })

  /** A new panel shares the place of the one in front, unless that is the charts', which should stay in sight. */
  function add(kind: PanelKind, beside?: string, entry = fresh(kind)): void {
    const front = beside === undefined ? api.value?.activePanel : panel(beside)
    if (!front) return place(entry, {})
    const isCharts = beside === undefined && layout.entryOf(front.id)?.kind === 'charts'
    const direction = isCharts ? (front.group.width > 700 ? 'right' : 'below') : 'within'
    place(entry, { position: { referencePanel: front, direction } })
  }

  function open(kind: PanelKind, how: OpenOptions = {}): void {
    const dock = api.value
    if (!dock) return void waiting.push(() => open(kind, how))
    const known = how.reuse
      ? Object.keys(layout.current.panels).find(id => layout.entryOf(id)?.kind === kind)
      : undefined
    if (known === undefined) {
      const options = panelKinds[kind].options.parse(how.options ?? {})
      add(kind, undefined, { kind, title: (how.title ?? '').slice(0, 120), options })
    } else {
      panel(known)?.api.setActive()
      focusTab(known)
    }
    // Once the dock has told what it shows: reading it disturbs a panel that is maximised.
    if (how.alone) requestAnimationFrame(() => requestAnimationFrame(() => dock.activePanel?.api.maximize()))
  }

  function move(id: string, direction: Direction): void {
    const dock = api.value
    const moved = panel(id)
    if (!dock || !moved) return
    if (moved.group.panels.length > 1) moved.api.moveTo({ group: moved.group, position: positions[direction] })
    else {
      const neighbour = dock.adjacentGroupInDirection(moved.group, direction)
      const target = dock.groups.find(group => group.id === neighbour?.id)
      if (target) moved.api.moveTo({ group: target, position: positions[direction] })
      else moved.api.moveTo({ group: dock.addGroup({ direction: edges[direction] }) })
    }
    moved.api.setActive()
  }

  function float(id: string): void {
    const dock = api.value
    const moved = panel(id)
    if (!dock || !moved) return
    if (moved.api.location.type === 'floating') {
      const target = dock.groups.find(group => group.api.location.type === 'grid') ?? dock.addGroup()
      moved.api.moveTo({ group: target, position: target.panels.length > 0 ? 'right' : 'center' })
    } else {
      const [width, height] = [Math.min(560, dock.width * 0.6), Math.min(380, dock.height * 0.6)]
      dock.addFloatingGroup(moved, { width, height, x: (dock.width - width) / 2, y: (dock.height - height) / 2 })
    }
  }

  function resize(id: string, direction: Direction): void {
    const group = panel(id)?.group
    if (!group) return
    const amount = direction === 'left' || direction === 'up' ? -step : step
    byHand = true
    if (direction === 'left' || direction === 'right') group.api.setSize({ width: group.width + amount })
    else group.api.setSize({ height: group.height + amount })
    schedule()
  }

  function focus(offset: 1 | -1): void {
    const dock = api.value
    const all = dock?.groups.flatMap(group => group.panels) ?? []
    if (!dock || all.length === 0) return
    const now = all.findIndex(({ id }) => id === dock.activePanel?.id)
    const next = all[(now + offset + all.length) % all.length]
    next.api.setActive()
    focusTab(next.id)
  }

  return {
    ...{ attach, show, open, move, float, resize, focus },
    add: (kind, beside) => add(kind, beside),
    addBelow: kind =>
      place(fresh(kind), { position: { direction: 'below' }, initialHeight: usualJournal(window.innerHeight) }),
    activate: id => panel(id)?.api.setActive(),
    close: id => panel(id)?.api.close(),
    duplicate(id) {
      const entry = layout.entryOf(id)
      const title = entry === undefined || entry.title === '' ? '' : text.dock.copyOf(entry.title)
      const referencePanel = panel(id)
      if (entry && referencePanel) place({ ...entry, title }, { position: { referencePanel, direction: 'within' } })
    },
    toggleMaximised(id) {
      const wanted = panel(id)
      if (wanted?.api.isMaximized()) wanted.api.exitMaximized()
      else wanted?.api.maximize()
    },
    active: () => api.value?.activePanel?.id ?? null,
    isFloating: id => panel(id)?.api.location.type === 'floating',
    isMaximised: id => panel(id)?.api.isMaximized() ?? false,
    isAlone: id => (panel(id)?.group.panels.length ?? 1) < 2
  }
}

function focusTab(id: string): void {
  document.querySelector<HTMLElement>(`.dv-tab[data-tab-panel-id="${CSS.escape(id)}"]`)?.focus()
}

/** Whether the dock shows this already, but for what is in front of what and for titles. */
function isSamePlaces(one: Layout, other: Layout): boolean {
  const places = (layout: Layout): Layout => ({ ...layout, panels: other.panels })
  return (
    Object.keys(one.panels).length === Object.keys(other.panels).length &&
    describeChange(places(one), places(other)) === null &&
    !isResized(one, other) &&
    JSON.stringify(one.grid.root).length > 30
  )
}
