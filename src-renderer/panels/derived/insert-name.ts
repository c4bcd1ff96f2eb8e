import { checkExpression, functionNames, signatureOf } from '@shared/expression'

/** A channel as an expression names it: as it is, or in `ch("...")` where it is no plain name. */
export function writtenName(channel: string): string {
  const checked = checkExpression(channel)
  const plain = !('message' in checked) && checked.channels.length === 1 && checked.channels[0] === channel
  return plain ? channel : `ch(${JSON.stringify(channel)})`
}

export interface Suggestion {
  readonly label: string
  /** What takes the place of the begun word. */
  readonly insert: string
}

const begunWord = /[\p{L}_$µ°][\p{L}\p{N}_$.µ°]*$/u
const most = 6

/** The word that ends at the caret; '' when there is none. */
export function wordBefore(expression: string, caret: number): string {
  return begunWord.exec(expression.slice(0, caret))?.[0] ?? ''
}

/** Channels and functions that begin with what is being typed, then channels that have it inside. */
export function suggestions(word: string, channels: readonly string[]): Suggestion[] {
  const sought = word.toLowerCase()
  if (sought === '' || channels.includes(word)) return []
  const begins = (name: string): boolean => name.toLowerCase().startsWith(sought)
  const named = [
    ...channels.filter(begins),
    ...channels.filter(name => !begins(name) && name.toLowerCase().includes(sought))
  ].map(name => ({ label: name, insert: writtenName(name) }))
  const called = functionNames
    .filter(name => begins(name))
    .map(name => ({ label: signatureOf(name), insert: `${name}(` }))
  return [...named, ...called].slice(0, most)
}
