import type { DuckDBConnection } from '@duckdb/node-api'
import type { Finding } from '@shared/model/verification'

/** What a check works on: one state of a capture, which stays the same while more is recorded. */
export interface CheckPlace {
  readonly connection: DuckDBConnection
  readonly signal: AbortSignal
  readonly meta: ReadonlyMap<string, string>
  /** Whether the capture was completed; else its end may lack what was on its way. */
  readonly isComplete: boolean
  /** Whether it has the column `table.column`: captures of earlier versions lack some. */
  has(table: string, column: string): boolean
  /** Lets the thread's other work go on when it has had to wait for some milliseconds; to be awaited in every loop. */
  pause(): Promise<void>
  /** So many bytes have been looked at. */
  advance(bytes: number): void
}

/** Findings one after the other, and what was learned on the way. */
export type Check<Facts = void> = AsyncGenerator<Finding, Facts, void>

/** Numbers `from` to before `to` that are not there. */
export interface Hole {
  readonly from: number
  readonly to: number
}

export function damage(text: string): Finding {
  return { kind: 'damage', text }
}

export function loss(text: string): Finding {
  return { kind: 'loss', text }
}

export function note(text: string): Finding {
  return { kind: 'note', text }
}

/** How many of the numbers below `end` are missing; `next` is the first one after the last that is there. */
export function missingBelow(holes: readonly Hole[], end: number, next: number): number {
  const within = holes.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, end) - from), 0)
  return within + Math.max(0, end - next)
}

export function count(number: number): string {
  return number.toLocaleString('en-GB')
}
