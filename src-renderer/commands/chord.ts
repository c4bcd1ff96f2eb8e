/** Whether `Mod` is Cmd here, and keys are written as signs. */
export function isMac(platform = navigator.platform): boolean {
  return /^(Mac|iPhone|iPad|iPod)/.test(platform)
}

/** What of a key event makes the chord. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'getModifierState'>

const isLetter = (key: string): boolean => key.length === 1 && key.toLowerCase() !== key.toUpperCase()

/** The chord of a key press as commands write it. */
export function chordOf(press: KeyPress, mac = isMac()): string {
  const { key } = press
  // AltGr types signs on many keyboards and is told as Ctrl with Alt on some systems.
  const types = key.length === 1 && !isLetter(key) && press.getModifierState('AltGraph')
  const parts: string[] = []
  if (!types) {
    if (mac ? press.metaKey : press.ctrlKey) parts.push('Mod')
    if (mac ? press.ctrlKey : press.metaKey) parts.push(mac ? 'Ctrl' : 'Meta')
    if (press.altKey) parts.push('Alt')
  }
  // A sign that needs Shift is itself the key: `?` is no `Shift+?`.
  if (press.shiftKey && (key.length > 1 || isLetter(key))) parts.push('Shift')
  return [...parts, isLetter(key) ? key.toLowerCase() : key].join('+')
}

/** The modifiers and the key of a chord; the key may itself be `+`. */
export function partsOf(chord: string): readonly string[] {
  const [key] = /[^+]+$|\+$/.exec(chord) ?? ['']
  return [
    ...chord
      .slice(0, chord.length - key.length)
      .split('+')
      .filter(Boolean),
    key
  ]
}

const order = ['Mod', 'Alt', 'Shift']

/** Whether a chord is written as `chordOf` writes it, so that it can ever be pressed. */
export function isChord(chord: string): boolean {
  const parts = partsOf(chord)
  const key = parts[parts.length - 1]
  const modifiers = parts.slice(0, -1)
  if (parts.join('+') !== chord || modifiers.join() !== order.filter(one => modifiers.includes(one)).join())
    return false
  if (isLetter(key)) return key === key.toLowerCase() && !modifiers.includes('Alt')
  return key.length > 1 || !modifiers.includes('Shift')
}
