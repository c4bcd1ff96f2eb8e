import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command, CommandGroup } from '@renderer/commands/command'
import { fuzzyMatch } from '@renderer/commands/fuzzy'
import { searchCommands } from '@renderer/commands/search'

const command = (id: string, title: string, more: Partial<Command> & { group?: CommandGroup } = {}): Command => ({
  id,
  group: 'view',
  title: () => title,
  run: () => undefined,
  ...more
})
const found = (commands: readonly Command[], query: string, recent: readonly string[] = []): string[] =>
  searchCommands(commands, query, recent).map(({ command: { id } }) => id)

describe('finding by a few letters', () => {
  it('takes letters in order, not necessarily side by side', () => {
    expect(fuzzyMatch('gxy', 'gyro.x, gyro.y')).not.toBeNull()
    expect(fuzzyMatch('xg', 'gyro.x')).toBeNull()
  })
  it('ignores case and accents', () => {
    expect(fuzzyMatch('anderung', 'Änderung')?.marks).toHaveLength(8)
  })
  it('wants every word, in any order', () => {
    expect(fuzzyMatch('span longer', 'Longer time span')).not.toBeNull()
    expect(fuzzyMatch('span wider', 'Longer time span')).toBeNull()
  })
  it('puts starts of words before letters in the middle', () => {
    const score = (text: string): number => fuzzyMatch('ex', text)?.score ?? -Infinity
    expect(score('Export data')).toBeGreaterThan(score('Spectrum, mixed'))
  })
  it('marks letters of the text that are those of the query', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), fc.nat(), fc.nat(), (text, from, length) => {
        const letters = [...text]
        const start = from % letters.length
        const part = letters.slice(start, start + 1 + (length % letters.length)).join('')
        fc.pre(/^[a-z0-9]+$/i.test(part))
        const marks = fuzzyMatch(part, text)?.marks ?? []
        expect(marks.map(at => letters[at].toLowerCase()).join('')).toBe(part.toLowerCase())
      })
    )
  })
})

describe('the palette', () => {
  const commands = [
    command('a', 'Pause the view'),
    command('b', 'Export data', { group: 'data' }),
    command('c', 'Theme: dark', { group: 'look' }),
    command('d', 'Go to channel speed', { group: 'channels', detail: () => 'Motor' })
  ]
  it('shows everything when nothing is typed, group by group', () => {
    expect(found(commands, '')).toEqual(['a', 'c', 'b', 'd'])
  })
  it('shows what was run last first', () => {
    expect(found(commands, ' ', ['b', 'd'])).toEqual(['b', 'd', 'a', 'c'])
  })
  it('finds a channel by its device', () => {
    expect(found(commands, 'motor')).toEqual(['d'])
  })
  it('hides what cannot be run, unless it says why', () => {
    const disabled = { enabled: () => false }
    const list = [
      command('a', 'Undo', disabled),
      command('b', 'Redo', { ...disabled, why: () => 'Nothing was undone' })
    ]
    expect(searchCommands(list, '', []).map(({ command: { id }, detail }) => [id, detail])).toEqual([
      ['b', 'Nothing was undone']
    ])
  })
})
