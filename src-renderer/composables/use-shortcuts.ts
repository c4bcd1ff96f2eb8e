import { useEventListener } from '@vueuse/core'

/** What a key does; the key as in `KeyboardEvent.key`, letters in lower case. */
export type Shortcuts = Readonly<Record<string, () => void>>

/**
 * Single keys for the whole page. Never while typing, with Ctrl, Alt or Meta held, while a dialog or menu is open, or
 * where the key already means something (Space on a button).
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
    const target = event.target instanceof Element ? event.target : document.body
    if (isTyping(target) || document.querySelector('[role="dialog"], [role="menu"]')) return
    if (event.key === ' ' && target.closest('button, a, summary, [role="button"]')) return
    const action = shortcuts[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!action) return
    event.preventDefault()
    action()
  })
}

function isTyping(target: Element): boolean {
  return target.closest('input, textarea, select, [contenteditable="true"]') !== null
}
