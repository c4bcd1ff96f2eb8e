import type { Command } from '../../commands/command'
import { text } from '../../messages'
import { type PanelKind, panelKinds } from '../../panels/kinds'
import { useLayout } from '../../stores/layout'
import type { Direction, DockControl } from './dock-control'
import { useRenaming } from './use-renaming'
import { useBrowsing } from '../../stores/browsing'

export const panelKindNames = Object.keys(panelKinds) as readonly PanelKind[]
const arrows = { left: 'ArrowLeft', right: 'ArrowRight', up: 'ArrowUp', down: 'ArrowDown' } as const
const directions = Object.keys(arrows) as readonly Direction[]

/** Everything that can be done with panels, for the palette and by keys. */
export function dockCommands(dock: DockControl): Command[] {
  const layout = useLayout()
  const renaming = useRenaming()
  const browsing = useBrowsing()
  const isThere = (): boolean => dock.active() !== null
  const withActive = (work: (id: string) => void) => () => {
    const id = dock.active()
    if (id !== null) work(id)
  }
  const own = (id: string, title: () => string, work: (id: string) => void, keys?: readonly string[]): Command => ({
    ...{ id: `panel.${id}`, group: 'panels' as const, title, run: withActive(work), enabled: isThere },
    ...(keys ? { keys } : {})
  })
  return [
    ...panelKindNames.map((kind): Command => ({
      id: `panel.add.${kind}`,
      group: 'panels',
      title: () => text.dock.commands.add(text.panels.kinds[kind]),
      enabled: () => !layout.isFull,
      run: () => dock.add(kind)
    })),
    {
      ...{ id: 'panels.journal', group: 'panels', keys: ['j'], title: () => text.commands.journal },
      run() {
        const open = Object.keys(layout.current.panels).find(id => layout.entryOf(id)?.kind === 'journal')
        if (open === undefined) dock.addBelow('journal')
        else dock.close(open)
      }
    },
    {
      ...{ id: 'panels.captures', group: 'panels', keys: ['r'], title: () => text.commands.captures },
      run: browsing.begin
    },
    {
      ...{ id: 'panel.next', group: 'panels', keys: ['F6'], enabled: isThere },
      ...{ title: () => text.dock.commands.next, run: () => dock.focus(1) }
    },
    {
      ...{ id: 'panel.previous', group: 'panels', keys: ['Shift+F6'], enabled: isThere },
      ...{ title: () => text.dock.commands.previous, run: () => dock.focus(-1) }
    },
    own(
      'rename',
      () => text.dock.commands.rename,
      id => (renaming.panel = id),
      ['F2']
    ),
    own('duplicate', () => text.dock.commands.duplicate, dock.duplicate),
    own('float', () => text.dock.commands.float, dock.float),
    own('maximise', () => text.dock.commands.maximise, dock.toggleMaximised),
    own('close', () => text.dock.commands.close, dock.close),
    ...directions.flatMap(direction => [
      own(
        `move.${direction}`,
        () => text.dock.commands.move[direction],
        id => dock.move(id, direction),
        [`Mod+Alt+${arrows[direction]}`]
      ),
      own(
        `resize.${direction}`,
        () => text.dock.commands.resize[direction],
        id => dock.resize(id, direction),
        [`Alt+Shift+${arrows[direction]}`]
      )
    ])
  ]
}
