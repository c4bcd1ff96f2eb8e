import { type Command, commandGroups, isEnabled } from './command'
import { fuzzyMatch } from './fuzzy'

/** A command in the palette's list. */
export interface Found {
  readonly command: Command
  readonly title: string
  readonly detail: string
  /** Characters of the title that answer the query. */
  readonly marks: readonly number[]
  /** It was run not long ago. */
  readonly recent: boolean
}

/**
 * What the palette shows for a query: the best answers first; for none all commands, those run last first, then group by
 * group. `recent` are ids, the last one first. Commands that cannot be run and do not say why are left out.
 */
export function searchCommands(commands: readonly Command[], query: string, recent: readonly string[]): Found[] {
  const offered = commands.filter(command => isEnabled(command) || command.why)
  const rank = (command: Command): number => {
    const at = recent.indexOf(command.id)
    return at < 0 ? recent.length : at
  }
  const shown = (command: Command, marks: readonly number[] = []): Found => ({
    command,
    title: command.title(),
    detail: isEnabled(command) ? (command.detail?.() ?? '') : (command.why?.() ?? ''),
    marks,
    recent: recent.includes(command.id)
  })
  if (query.trim() === '')
    return offered
      .map(command => shown(command))
      .sort(
        (a, b) =>
          rank(a.command) - rank(b.command) ||
          Number(b.recent) - Number(a.recent) ||
          commandGroups.indexOf(a.command.group) - commandGroups.indexOf(b.command.group)
      )
  return offered
    .flatMap(command => {
      const title = command.title()
      const match = fuzzyMatch(query, `${title} ${command.detail?.() ?? ''}`)
      if (!match) return []
      const inTitle = match.marks.filter(mark => mark < [...title].length)
      // What is only in the detail is a weaker answer; what was run lately a likelier one.
      const score = match.score - (match.marks.length - inTitle.length) * 2 + (recent.length - rank(command)) / 2
      return [{ found: shown(command, inTitle), score }]
    })
    .sort((a, b) => b.score - a.score)
    .map(({ found }) => found)
}
