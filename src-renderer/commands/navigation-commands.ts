import { text } from '../messages'
import { chartTools, cursorNames, useCursors } from '../stores/cursors'
import { useDialogs } from '../stores/dialogs'
import { useNavigation } from '../stores/navigation'
import { useView } from '../stores/view'
import type { Command } from './command'
import { useCommands } from './use-commands'

const toolKeys = { pan: 'h', zoom: 'z', measure: 'm' } as const
/** Where Home and End go to the ends of a list, they are the list's. */
const lists = '[role="listbox"], [role="list"], [role="tree"], [role="grid"], [role="log"], [role="slider"], table'

/** Commands for going about in time and for measuring. */
export function useNavigationCommands(): void {
  const cursors = useCursors()
  const dialogs = useDialogs()
  const navigation = useNavigation()
  const view = useView()

  /** Where a cursor goes that is placed from anywhere: under the pointer, or into the middle of what is shown. */
  function middle(): number {
    return cursors.pointerTime ?? (view.paused ? view.pausedAt : navigation.newest()) - view.settings.span / 2
  }
  const outsideLists = (): boolean => !document.activeElement?.closest(lists)

  const ways: Command[] = [
    {
      id: 'view.back',
      group: 'view',
      title: () => text.closer.back,
      keys: ['Alt+ArrowLeft'],
      enabled: () => navigation.canBack,
      why: () => text.closer.nothingBefore,
      run: navigation.back
    },
    {
      id: 'view.forward',
      group: 'view',
      title: () => text.closer.forward,
      keys: ['Alt+ArrowRight'],
      enabled: () => navigation.canForward,
      why: () => text.closer.nothingAfter,
      run: navigation.forward
    },
    {
      id: 'view.home',
      group: 'view',
      title: () => text.closer.home,
      keys: ['Home'],
      enabled: () => navigation.first !== null && outsideLists(),
      run: navigation.home
    },
    {
      id: 'view.end',
      group: 'view',
      title: () => text.closer.end,
      keys: ['End'],
      enabled: outsideLists,
      run: navigation.follow
    },
    {
      id: 'view.whole',
      group: 'view',
      title: () => text.closer.whole,
      keys: ['w'],
      enabled: () => navigation.first !== null,
      run: navigation.whole
    }
  ]
  const tools = chartTools.map((tool): Command => ({
    id: `measure.tool.${tool}`,
    group: 'measure',
    title: () => text.closer.tools[tool],
    keys: [toolKeys[tool]],
    run: () => (cursors.tool = tool)
  }))
  const placing = cursorNames.map((name): Command => ({
    id: `measure.${name}`,
    group: 'measure',
    title: () => text.closer.place(name.toUpperCase()),
    keys: [name],
    enabled: () => navigation.first !== null,
    run: () => cursors.place(name, middle())
  }))
  useCommands([
    ...ways,
    ...tools,
    ...placing,
    {
      id: 'measure.clear',
      group: 'measure',
      title: () => text.closer.clear,
      keys: ['x'],
      enabled: () => cursors.any,
      why: () => text.closer.noCursors,
      run: cursors.clear
    },
    {
      id: 'measure.zoom',
      group: 'measure',
      title: () => text.closer.zoomToSelection,
      enabled: () => cursors.selection !== null,
      why: () => text.closer.noCursors,
      run: () => cursors.selection && navigation.look(cursors.selection)
    },
    {
      id: 'measure.export',
      group: 'data',
      title: () => text.closer.exportSelection,
      keys: ['Shift+e'],
      enabled: () => cursors.selection !== null,
      why: () => text.closer.noCursors,
      run: () => dialogs.showExport('selection')
    }
  ])
}
