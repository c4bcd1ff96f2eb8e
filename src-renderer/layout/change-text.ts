import { text } from '../messages'
import type { LayoutChange } from './describe-change'
import type { Step } from './history'
import type { Layout, PanelEntry } from './layout'

/** What a step did, e.g. "close Table". @param now the layout in force, where a panel may be that was added */
export function changeText({ change, layout }: Step, now: Layout, titleOf: (entry: PanelEntry) => string): string {
  return text.layout.changes[change.what](subject(change, [layout, now], titleOf))
}

function subject(
  { what, panel, name }: LayoutChange,
  layouts: readonly Layout[],
  titleOf: (entry: PanelEntry) => string
): string {
  if (what === 'apply') return name ?? ''
  const entry = layouts.flatMap(({ panels }) =>
    panel !== undefined && Object.hasOwn(panels, panel) ? [panels[panel]] : []
  )[0]
  return entry ? titleOf(entry) : text.layout.aPanel
}
