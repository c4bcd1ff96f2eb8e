import { useEventListener } from '@vueuse/core'
import { chordOf } from './chord'
import { type Command, isEnabled } from './command'
import { useCommandList } from './use-commands'

/** What a text field does with these itself. */
const editing: ReadonlySet<string> = new Set([
  ...['a', 'c', 'v', 'x', 'y', 'z', 'Shift+z', 'Shift+v', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map(
    key => `Mod+${key}`
  ),
  ...['Backspace', 'Delete', 'Home', 'End', 'Enter', 'Shift+ArrowLeft', 'Shift+ArrowRight'].map(key => `Mod+${key}`)
])
/** Floating panels are dialogs that hold nobody back. */
const over = '[role="dialog"]:not([aria-modal="false"]), [role="alertdialog"], [role="menu"]'

/**
 * The one key handler of the page. A command's key works anywhere except: while typing, unless Ctrl or Cmd is held and the
 * field has no use of its own for it; under a dialog or menu; where the key already means something (Space on a button).
 */
export function useCommandKeys(active: () => boolean): void {
  const list = useCommandList()

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || !active()) return
    const chord = chordOf(event)
    // The last that came is what the user sees on top.
    const command = list.all.findLast(({ keys }) => keys?.includes(chord))
    if (!command || (event.repeat && !repeats(command))) return
    const target = event.target instanceof Element ? event.target : document.body
    if (isTyping(target) && (!chord.startsWith('Mod+') || editing.has(chord))) return
    if (document.querySelector(over)) return
    if (/^( |Enter)$/.test(chord) && target.closest('button, a, summary, [role="button"], input')) return
    if (!isEnabled(command)) return
    event.preventDefault()
    command.run()
  }
  useEventListener(window, 'keydown', onKey)
}

/** A key held down scrolls and zooms on, but opens nothing twice. */
function repeats({ group }: Command): boolean {
  return group === 'view' || group === 'measure'
}

const untyped: ReadonlySet<string> = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'color', 'file'])

function isTyping(target: Element): boolean {
  const field = target.closest('input, textarea, select, [contenteditable="true"]')
  return field !== null && !(field instanceof HTMLInputElement && untyped.has(field.type))
}
