import { compilePattern } from './compile-pattern'
import { parsePattern, TooPowerful } from './parse-pattern'

export type Span = readonly [from: number, to: number]

/** An expression that is searched for in time proportional to the text's length, whatever the expression. */
export interface LinearPattern {
  /** The first place at or after `from` where the text has it; null where it has not. */
  find(text: string, from?: number): Span | null
}

const wordCharacter = /\w/

/**
 * An expression as JavaScript has it, without what takes more than linear time: looking ahead or back, and references to
 * groups. The browser's own search tries every way in which `(a+)+b` can be read, which for a line of forty letters takes
 * hours; this one remembers from where it has tried what and never tries twice (as RE2's BitState does,
 * https://swtch.com/~rsc/regexp/regexp3.html), so it needs at most steps times characters.
 * @throws SyntaxError for what JavaScript does not accept, TooPowerful for what this does not
 */
export function linearPattern(source: string, flags: string): LinearPattern {
  const accepted = new RegExp(source, flags)
  if (accepted.flags.includes('v')) throw new TooPowerful('v')
  const steps = compilePattern(parsePattern(source), accepted.flags.replace(/[dgmvy]/g, ''))
  const byCodePoint = accepted.unicode
  let tried = new Uint32Array(0)
  let search = 0

  function isAt(at: 'begin' | 'end' | 'word' | 'inside', text: string, place: number): boolean {
    if (at === 'begin') return place === 0 || (accepted.multiline && text[place - 1] === '\n')
    if (at === 'end') return place === text.length || (accepted.multiline && text[place] === '\n')
    const isBorder = wordCharacter.test(text[place - 1] ?? ' ') !== wordCharacter.test(text[place] ?? ' ')
    return isBorder === (at === 'word')
  }

  function characterAt(text: string, place: number): string {
    if (!byCodePoint || place >= text.length) return text[place] ?? ''
    return String.fromCodePoint(text.codePointAt(place) ?? 0)
  }

  /** Where the text that begins at `start` ends; -1 when it does not. */
  function endOf(text: string, start: number): number {
    const width = text.length + 1
    const open = [0, start]
    while (open.length > 0) {
      let place = open.pop() ?? 0
      let at = open.pop() ?? 0
      while (at >= 0) {
        const mark = at * width + place
        if (tried[mark] === search) break
        tried[mark] = search
        const step = steps[at]
        if (step.kind === 'found') return place
        if (step.kind === 'jump') at = step.to
        else if (step.kind === 'fork') {
          open.push(step.second, place)
          at = step.first
        } else if (step.kind === 'place') at = isAt(step.at, text, place) ? at + 1 : -1
        else {
          const character = characterAt(text, place)
          at = character !== '' && step.test(character) ? at + 1 : -1
          place += character.length
        }
      }
    }
    return -1
  }

  return {
    find(text, from = 0) {
      const needed = steps.length * (text.length + 1)
      if (tried.length < needed || search === 0xffff_ffff) {
        tried = new Uint32Array(needed)
        search = 0
      }
      search++
      for (let start = from; start <= text.length; start++) {
        const end = endOf(text, start)
        if (end >= 0) return [start, end]
      }
      return null
    }
  }
}
