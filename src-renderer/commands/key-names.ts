import { text } from '../messages'
import { isMac, partsOf } from './chord'

const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' }
const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  '-': '−'
}

/** The keys of a chord as they are printed on this platform's keyboards, in order. */
export function keyNames(chord: string, mac = isMac()): string[] {
  const names: Readonly<Record<string, string>> = text.keys
  return partsOf(chord).map(
    part =>
      (mac ? macSigns[part] : undefined) ??
      signs[part] ??
      names[part] ??
      (part.length === 1 ? part.toLocaleUpperCase() : part)
  )
}

/** A chord as one text: `Ctrl+K`, on a Mac `⌘K`. */
export function chordText(chord: string, mac = isMac()): string {
  return keyNames(chord, mac).join(mac ? '' : '+')
}

const ariaNames: Readonly<Record<string, string>> = { ' ': 'Space', '+': 'Plus' }

/** A chord as `aria-keyshortcuts` has it. */
export function ariaChord(chord: string, mac = isMac()): string {
  return partsOf(chord)
    .map(part => (part === 'Mod' ? (mac ? 'Meta' : 'Control') : (ariaNames[part] ?? part)))
    .join('+')
}
