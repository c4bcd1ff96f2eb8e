/** How well a text answers a query, and the characters that do. */
export interface Match {
  /** More is better. */
  readonly score: number
  /** Positions in the text, rising. */
  readonly marks: readonly number[]
}

const startOfWord = 8
const next = 6
const whole = 12
/** A match that is longer than this for its letters is a coincidence. */
const loosest = 6

/**
 * Whether every word of `query` is in `text` in its order of letters, not necessarily side by side; null when one is not.
 * Starts of words and letters side by side count most; a short text before a long one. Accents and case do not matter.
 */
export function fuzzyMatch(query: string, text: string): Match | null {
  const letters = [...text].map(plain)
  const marks = new Set<number>()
  let score = -letters.length / 100
  for (const word of plain(query).split(/\s+/).filter(Boolean)) {
    const found = bestOf([...word], letters)
    if (!found) return null
    score += found.score
    for (const mark of found.marks) marks.add(mark)
  }
  return { score, marks: [...marks].sort((a, b) => a - b) }
}

/** The best way to find the word, starting from each place where its first letter is. */
function bestOf(word: readonly string[], letters: readonly string[]): Match | null {
  let best: Match | null = null
  for (const [start, letter] of letters.entries()) {
    if (letter !== word[0]) continue
    const found = from(start, word, letters)
    if (found && found.score > (best?.score ?? 0)) best = found
  }
  return best
}

function from(start: number, word: readonly string[], letters: readonly string[]): Match | null {
  const marks = [start]
  let score = isStart(start, letters) ? startOfWord : 1
  for (const letter of word.slice(1)) {
    const last = marks[marks.length - 1]
    // The start of a word is what somebody means who types initials.
    let at = letters[last + 1] === letter ? last + 1 : -1
    if (at < 0) at = letters.findIndex((one, place) => place > last && one === letter && isStart(place, letters))
    if (at < 0) at = letters.indexOf(letter, last + 1)
    if (at < 0) return null
    score += at === last + 1 ? next : isStart(at, letters) ? startOfWord - 2 : -1
    marks.push(at)
  }
  const length = marks[marks.length - 1] - start + 1
  if (length === word.length) score += whole
  return length > word.length * loosest + 12 ? null : { score, marks }
}

function isStart(at: number, letters: readonly string[]): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(letters[at - 1])
}

/** Without accents and case: as people type who look for something. One character stays one. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
