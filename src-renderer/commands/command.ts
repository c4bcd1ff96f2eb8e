/** Groups of commands, in the order in which the palette and the list of shortcuts show them. */
export const commandGroups = ['view', 'look', 'measure', 'panels', 'layout', 'devices', 'data', 'app'] as const
export type CommandGroup = (typeof commandGroups)[number]

/**
 * Something the user can ask for: by a shortcut, in the command palette, and wherever a button offers it.
 * `keys` are written as `KeyboardEvent.key` with modifiers in front: `f`, `?`, ` `, `Mod+k`, `Mod+Shift+z`, `Alt+ArrowLeft`
 * (`Mod` is Ctrl, on a Mac Cmd); letters in lower case. A single key never fires while somebody types.
 */
export interface Command {
  readonly id: string
  readonly group: CommandGroup
  /** Read while shown, so that it follows the language. */
  title(): string
  readonly keys?: readonly string[]
  /** Whether it can be run now; always when absent. */
  enabled?(): boolean
  run(): void
}
