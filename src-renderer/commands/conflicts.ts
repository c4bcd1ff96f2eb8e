import { isChord } from './chord'
import type { Command } from './command'

/** What is wrong with the keys of commands that are there at the same time; one sentence each. */
export function conflictsOf(commands: readonly Command[]): string[] {
  const problems: string[] = []
  const owners = new Map<string, string>()
  for (const { id, keys } of commands)
    for (const chord of keys ?? []) {
      if (!isChord(chord)) problems.push(`${id}: "${chord}" can never be pressed`)
      const owner = owners.get(chord)
      if (owner !== undefined && owner !== id) problems.push(`"${chord}" is both ${owner} and ${id}`)
      owners.set(chord, id)
    }
  return problems
}
