import type { Command } from '../../commands/command'
import { namesOf } from '../../layout/named-layouts'
import { text } from '../../messages'
import { useDialogs } from '../../stores/dialogs'
import { useLayout } from '../../stores/layout'
import { usePresentation } from '../../stores/presentation'
import { exportLayout, importLayout } from './layout-files'
import { useSteps } from './use-steps'

/** Everything that can be done with layouts, for the palette and by keys. */
export function layoutCommands(): () => Command[] {
  const dialogs = useDialogs()
  const layout = useLayout()
  const presentation = usePresentation()
  const steps = useSteps()
  const own = (id: string, title: () => string, run: () => void, keys: readonly string[] = []): Command => ({
    ...{ id, group: 'layout', title, run },
    ...(keys.length > 0 ? { keys } : {})
  })
  const fixed: Command[] = [
    {
      ...own('layout.undo', () => steps.undo.value ?? text.layout.undo, layout.undo, ['Mod+z']),
      enabled: () => steps.undo.value !== null
    },
    {
      ...own('layout.redo', () => steps.redo.value ?? text.layout.redo, layout.redo, ['Mod+Shift+z', 'Mod+y']),
      enabled: () => steps.redo.value !== null
    },
    own(
      'layout.manage',
      () => text.layout.manage,
      () => dialogs.show('layouts')
    ),
    own('layout.export', () => text.layout.export, exportLayout),
    own('layout.import', () => text.layout.import, importLayout),
    own('layout.reset', () => text.layout.reset, layout.reset),
    own(
      'layout.left',
      () => text.layout.devices,
      () => layout.toggleSide('left'),
      ['Mod+b']
    ),
    own(
      'layout.right',
      () => text.layout.settings,
      () => layout.toggleSide('right'),
      ['Mod+Shift+b']
    ),
    { ...own('look.presentation', () => text.layout.present, presentation.toggle, ['p']), group: 'look' },
    {
      ...own('look.leave-presentation', () => text.layout.leave, presentation.leave, ['Escape']),
      ...{ group: 'look', enabled: () => presentation.on }
    }
  ]
  return () => [
    ...fixed,
    ...namesOf(layout.named).map(name =>
      own(
        `layout.apply.${name}`,
        () => text.layout.applyNamed(name),
        () => layout.applyNamed(name)
      )
    )
  ]
}
