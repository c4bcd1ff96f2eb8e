import { describe, expect, it } from 'vitest'
import { chordOf, isChord, type KeyPress, partsOf } from '@renderer/commands/chord'
import { conflictsOf } from '@renderer/commands/conflicts'
import type { Command } from '@renderer/commands/command'
import { ariaChord, chordText } from '@renderer/commands/key-names'

const press = (
  key: string,
  held: Partial<Record<'ctrl' | 'meta' | 'alt' | 'shift' | 'altGraph', true>> = {}
): KeyPress => ({
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  altKey: held.alt ?? false,
  shiftKey: held.shift ?? false,
  getModifierState: name => name === 'AltGraph' && held.altGraph === true
})
const command = (id: string, ...keys: string[]): Command => ({
  id,
  group: 'view',
  title: () => id,
  keys,
  run: () => undefined
})

describe('a chord', () => {
  it.each([
    [press('f'), 'f'],
    [press('F', { shift: true }), 'Shift+f'],
    [press('F'), 'f'],
    [press('?', { shift: true }), '?'],
    [press('+'), '+'],
    [press(' '), ' '],
    [press('k', { ctrl: true }), 'Mod+k'],
    [press('P', { ctrl: true, shift: true }), 'Mod+Shift+p'],
    [press('ArrowLeft', { alt: true }), 'Alt+ArrowLeft'],
    [press('ArrowLeft', { shift: true }), 'Shift+ArrowLeft'],
    // AltGr on a German keyboard on Windows.
    [press('@', { ctrl: true, alt: true, altGraph: true }), '@'],
    [press('k', { meta: true }), 'Meta+k']
  ])('is told from what is pressed: %#', (event, chord) => {
    expect(chordOf(event, false)).toBe(chord)
  })
  it('has Cmd as its main modifier on a Mac, and leaves Ctrl to the system', () => {
    expect(chordOf(press('k', { meta: true }), true)).toBe('Mod+k')
    expect(chordOf(press('k', { ctrl: true }), true)).toBe('Ctrl+k')
  })
  it('comes apart into modifiers and key, even if the key is the plus', () => {
    expect(partsOf('Mod+Shift+p')).toEqual(['Mod', 'Shift', 'p'])
    expect(partsOf('+')).toEqual(['+'])
    expect(partsOf('Mod++')).toEqual(['Mod', '+'])
  })
  it.each(['Shift+?', 'F', 'Shift+Mod+k', 'Alt+k', 'Mod+', 'Ctrl+k'])('that can never be pressed is known: %s', chord =>
    expect(isChord(chord)).toBe(false)
  )
  it('is written as the keys of the platform are', () => {
    expect(chordText('Mod+Shift+p', false)).toBe('Ctrl+Shift+P')
    expect(chordText('Mod+Shift+p', true)).toBe('⌘⇧P')
    expect(chordText(' ', false)).toBe('Space')
    expect(chordText('Alt+ArrowLeft', false)).toBe('Alt+←')
    expect(ariaChord('Mod++', false)).toBe('Control+Plus')
  })
})

describe('conflicts between commands', () => {
  it('are reported, with both names', () => {
    expect(conflictsOf([command('one', 'f', 'g'), command('two', 'g')])).toEqual(['"g" is both one and two'])
  })
  it('are also keys that nobody can press', () => {
    expect(conflictsOf([command('one', 'Shift+?')])).toEqual(['one: "Shift+?" can never be pressed'])
  })
  it('are not two panels of a kind that offer the same', () => {
    expect(conflictsOf([command('one', 'f'), command('one', 'f')])).toEqual([])
  })
})
