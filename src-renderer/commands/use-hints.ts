import { ariaChord, chordText } from './key-names'
import { useCommandList } from './use-commands'

/** What a button that runs a command takes over from it. */
export interface CommandHint {
  /** For the tooltip: what it does and by which key. */
  readonly title: string
  readonly 'aria-keyshortcuts'?: string
}

/** Gives for a command's id what its button binds: `v-bind="hint('view.pause')"`; `label` instead of the command's title. */
export function useHints(): (id: string, label?: string) => CommandHint {
  const list = useCommandList()
  return (id, label) => {
    const command = list.find(id)
    const words = label ?? command?.title() ?? ''
    const keys = command?.keys ?? []
    if (keys.length === 0) return { title: words }
    return {
      title: `${words} (${chordText(keys[0])})`,
      'aria-keyshortcuts': keys.map(chord => ariaChord(chord)).join(' ')
    }
  }
}
