/** Groups of commands, in the order in which the palette and the list of shortcuts show them. */
export const commandGroups = [
  'view',
  'look',
  'measure',
  'panels',
  'layout',
  'devices',
  'data',
  'app',
  'channels'
] as const
export type CommandGroup = (typeof commandGroups)[number]

/**
 * Something the user can ask for: by a shortcut, in the command palette, and wherever a button offers it.
 * `keys` are written as `KeyboardEvent.key` with modifiers in front: `f`, `?`, ` `, `Mod+k`, `Mod+Shift+z`, `Alt+ArrowLeft`
 * (`Mod` is Ctrl, on a Mac Cmd); letters in lower case. A single key never fires while somebody types. No `Alt` with letters:
 * on a Mac that types other letters; no `Shift` with digits and signs: what they type is the key.
 */
export interface Command {
  readonly id: string
  readonly group: CommandGroup
  /** Read while shown, so that it follows the language. */
  title(): string
  /** What stands beside the title in the palette and is found too: the device of a channel. */
  detail?(): string
  readonly keys?: readonly string[]
  /** Whether it can be run now; always when absent. */
  enabled?(): boolean
  /** Why it cannot be run now; a command that is not enabled and does not say why is not shown in the palette. */
  why?(): string
  run(): void
}

export function isEnabled(command: Command): boolean {
  return command.enabled?.() ?? true
}
