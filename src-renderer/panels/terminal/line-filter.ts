import { text } from '../../messages'

/** What a filter looks for. */
export interface LineFilter {
  /** Whether the text has it. */
  matches(line: string): boolean
  /** Where the text has it: ascending, apart from each other. */
  spans(line: string): readonly (readonly [from: number, to: number])[]
}

export type FilterResult =
  { readonly filter: LineFilter | null; readonly error: '' } | { readonly filter: null; readonly error: string }

/** Matches marked in one line, at most. */
const mostSpans = 200

/**
 * The filter written as `input`: words, found whatever their case; or `/expression/flags`, as JavaScript has them. Nothing
 * for an empty input; what is wrong with an expression.
 */
export function readFilter(input: string): FilterResult {
  if (input === '') return { filter: null, error: '' }
  const expression = /^\/(.+)\/([a-z]*)$/s.exec(input)
  try {
    const pattern = expression
      ? new RegExp(expression[1], [...new Set(`${expression[2].replace(/y/g, '')}g`)].join(''))
      : new RegExp(input.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), 'gi')
    return { filter: filterOf(pattern), error: '' }
  } catch (error) {
    return { filter: null, error: text.terminal.badFilter(error instanceof Error ? reason(error.message) : '') }
  }
}

function filterOf(pattern: RegExp): LineFilter {
  return {
    matches(line) {
      pattern.lastIndex = 0
      return pattern.test(line)
    },
    spans(line) {
      const spans: [number, number][] = []
      for (const match of line.matchAll(pattern)) {
        if (match[0] !== '') spans.push([match.index, match.index + match[0].length])
        if (spans.length === mostSpans) break
      }
      return spans
    }
  }
}

/** The engine's own words without the expression, which is in sight anyway. */
function reason(message: string): string {
  return message.slice(message.lastIndexOf(': ') + 2)
}
