import { text } from '../../messages'
import { linearPattern, type LinearPattern, type Span } from './pattern/linear-pattern'
import { TooPowerful } from './pattern/parse-pattern'

/** What a filter looks for. */
export interface LineFilter {
  /** Whether the text has it. */
  matches(line: string): boolean
  /** Where the text has it: ascending, apart from each other. */
  spans(line: string): readonly (readonly [from: number, to: number])[]
}

export type FilterResult =
  { readonly filter: LineFilter | null; readonly error: '' } | { readonly filter: null; readonly error: string }

/** Searched for and marked in one line, at most. */
const mostSpans = 200

/**
 * The filter written as `input`: words, found whatever their case; or `/expression/flags`, as JavaScript has them, as far
 * as they can be searched for in linear time. Nothing for an empty input; what is wrong with an expression.
 */
export function readFilter(input: string): FilterResult {
  if (input === '') return { filter: null, error: '' }
  const expression = /^\/(.+)\/([a-z]*)$/s.exec(input)
  try {
    if (expression) return { filter: filterOf(linearPattern(expression[1], expression[2])), error: '' }
    // Plain words need no more than the browser's own search.
    const words = new RegExp(input.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), 'gi')
    return { filter: filterOf({ find: (line, from = 0) => spanOf(words, line, from) }), error: '' }
  } catch (error) {
    if (error instanceof TooPowerful) return { filter: null, error: text.terminal.slowFilter(error.part) }
    return { filter: null, error: text.terminal.badFilter(error instanceof Error ? reason(error.message) : '') }
  }
}

function filterOf(pattern: LinearPattern): LineFilter {
  return {
    matches: line => pattern.find(line) !== null,
    spans(line) {
      const spans: Span[] = []
      let from = 0
      for (let tries = 0; tries < mostSpans; tries++) {
        const span = pattern.find(line, from)
        if (!span) break
        const [start, end] = span
        if (end > start) spans.push(span)
        // What is found but empty is passed by.
        from = end > start ? end : end + 1
      }
      return spans
    }
  }
}

function spanOf(words: RegExp, line: string, from: number): Span | null {
  words.lastIndex = from
  const found = words.exec(line)
  return found && [found.index, words.lastIndex]
}

/** The engine's own words without the expression, which is in sight anyway. */
function reason(message: string): string {
  return message.slice(message.lastIndexOf(': ') + 2)
}
