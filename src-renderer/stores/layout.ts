import { createEventHook } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { systemClock } from '@shared/base/clock'
import { defaultLayout } from '../layout/default-layout'
import { describeChange, isResized, type LayoutChange } from '../layout/describe-change'
import { deviceKey, DeviceLayouts, keepFor, layoutFor } from '../layout/device-layouts'
import { emptyHistory, remember, stepBack, stepForward } from '../layout/history'
import { type Layout, mostPanels, type PanelEntry, type Side, sideWidths, type Sides } from '../layout/layout'
import { layoutNamed, NamedLayouts, renamed, withNamed, withoutNamed } from '../layout/named-layouts'
import { tryLayout } from '../layout/read-layout'
import { usePreferences } from './preferences'
import { useSessions } from './sessions'

/**
 * How the workspace is arranged, what can be undone, and the layouts that are kept: one for every set of devices, by itself,
 * and those that were given a name. The dock shows `current` and reports what the user has done to it.
 */
export const useLayout = defineStore('layout', () => {
  const preferences = usePreferences()
  const sessions = useSessions()
  const devices = preferences.of('layouts.devices', DeviceLayouts)
  const named = preferences.of('layouts.named', NamedLayouts)

  const current = shallowRef<Layout>(standard())
  const history = shallowRef(emptyHistory)
  /** Grows whenever the dock has to show `current` anew, because it did not make the change itself. */
  const revision = ref(0)
  /** False until it is known how things were arranged; nothing is shown before, so that nothing jumps. */
  const begun = ref(false)

  /** A panel was closed, by hand or by undoing; not one that merely is in another layout than the one shown now. */
  const closing = createEventHook<{ readonly id: string; readonly entry: PanelEntry }>()

  const addresses = computed(() => sessions.list.map(({ address }) => address))
  const key = computed(() => deviceKey(addresses.value))
  const isFull = computed(() => Object.keys(current.value.panels).length >= mostPanels)

  /** What "reset" and a first start give: the named layout chosen for it, or Signalbox's own. */
  function standard(): Layout {
    return layoutNamed(named.value, named.value.standard) ?? defaultLayout(window.innerHeight, window.innerWidth)
  }

  watch(
    [() => preferences.ready && sessions.known, key],
    ([isKnown]) => {
      if (!isKnown) return
      const own = layoutFor(devices.value, addresses.value)
      if (!begun.value) {
        const last = named.value.standard === '' ? tryLayout(devices.value[0]?.layout) : null
        current.value = own ?? last ?? standard()
        revision.value++
        begun.value = true
      } else if (own && JSON.stringify(own) !== JSON.stringify(current.value)) apply(own, { what: 'apply' })
      keep()
    },
    { immediate: true }
  )
  watch(current, keep)

  /** A set of devices seen for the first time inherits what is there. */
  function keep(): void {
    if (begun.value && key.value !== '') devices.value = keepFor(devices.value, addresses.value, current.value)
  }

  /** Shows another layout; can be undone. */
  function apply(next: Layout, change: LayoutChange): void {
    history.value = remember(history.value, change, current.value, systemClock.now())
    current.value = next
    revision.value++
  }

  /**
   * Takes over what the dock shows now.
   * @param byHand whether the user has just moved or resized something; other changes of size come from the window's
   */
  function captured(next: Layout, byHand: boolean): void {
    const change = describeChange(current.value, next) ?? (byHand && isResized(current.value, next) ? resize : null)
    if (change) history.value = remember(history.value, change, current.value, systemClock.now())
    if (JSON.stringify(next) !== JSON.stringify(current.value)) replace(next)
  }

  function undo(): void {
    const step = stepBack(history.value, current.value)
    if (step) show(step)
  }
  function redo(): void {
    const step = stepForward(history.value, current.value)
    if (step) show(step)
  }
  function show(step: NonNullable<ReturnType<typeof stepBack>>): void {
    history.value = step.history
    if (step.change.what === 'apply') current.value = step.layout
    else replace(step.layout)
    revision.value++
  }
  /** What is not there any more was closed. */
  function replace(next: Layout): void {
    const before = current.value
    current.value = next
    for (const [id, entry] of Object.entries(before.panels))
      if (!Object.hasOwn(next.panels, id)) void closing.trigger({ id, entry })
  }

  /** Makes panels known before the dock places them; `captured` follows. */
  const pending = new Map<string, PanelEntry>()
  function prepare(kind: string, title: string, options: unknown): string {
    let count = 1
    while (Object.hasOwn(current.value.panels, `${kind}-${count}`) || pending.has(`${kind}-${count}`)) count++
    const id = `${kind}-${count}`
    pending.set(id, { kind, title, options })
    return id
  }
  function entryOf(id: string): PanelEntry | undefined {
    return Object.hasOwn(current.value.panels, id) ? current.value.panels[id] : pending.get(id)
  }
  /** All entries, those that are just being placed included. */
  function entries(): Record<string, PanelEntry> {
    const all = { ...Object.fromEntries(pending), ...current.value.panels }
    pending.clear()
    return all
  }

  function setEntry(id: string, part: Partial<PanelEntry>, what: 'options' | 'rename'): void {
    const entry = entryOf(id)
    if (!entry) return
    const next = { ...current.value, panels: { ...current.value.panels, [id]: { ...entry, ...part } } }
    if (describeChange(current.value, next) === null) return
    history.value = remember(history.value, { what, panel: id }, current.value, systemClock.now())
    current.value = next
  }
  const setOptions = (id: string, options: unknown): void => setEntry(id, { options }, 'options')
  const rename = (id: string, title: string): void => setEntry(id, { title: title.trim().slice(0, 120) }, 'rename')

  function setSides(part: Partial<Sides>): void {
    history.value = remember(history.value, { what: 'sides' }, current.value, systemClock.now())
    current.value = { ...current.value, sides: { ...current.value.sides, ...part } }
  }
  function resizeSide(side: Side, width: number): void {
    const { least, most } = sideWidths[side]
    setSides({ [side]: Math.round(Math.min(most, Math.max(least, width))) })
  }

  const toggleSide = (side: Side): void => setSides({ [`${side}Open`]: !current.value.sides[`${side}Open`] })

  function applyNamed(name: string): void {
    const next = layoutNamed(named.value, name)
    if (next) apply(next, { what: 'apply', name })
  }
  const reset = (): void => apply(standard(), { what: 'apply', name: named.value.standard })
  const saveAs = (name: string): void => void (named.value = withNamed(named.value, name, current.value))
  const renameNamed = (from: string, to: string): void => void (named.value = renamed(named.value, from, to))
  const removeNamed = (name: string): void => void (named.value = withoutNamed(named.value, name))
  const setStandard = (name: string): void => void (named.value = { ...named.value, standard: name })

  return {
    ...{ applyNamed, reset, saveAs, renameNamed, removeNamed, setStandard, toggleSide },
    ...{ current, history, revision, begun, isFull, devices, named, addresses },
    ...{
      onClosed: closing.on,
      standard,
      apply,
      captured,
      undo,
      redo,
      prepare,
      entryOf,
      entries,
      setOptions,
      rename,
      setSides,
      resizeSide
    }
  }
})

const resize: LayoutChange = { what: 'resize' }
