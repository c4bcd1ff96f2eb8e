import type { Source } from '@shared/flow/types'
import type { ImportPlan } from '@shared/model/import'
import type { Item } from '@shared/model/item'
import type { ImportTally } from './tally'

export interface ReaderParts {
  readonly path: string
  /** What the file is called where it is from. */
  readonly name: string
  readonly plan: ImportPlan
  readonly tally: ImportTally
  /** The bytes of a text; the file's when absent. */
  readonly open?: Source<Uint8Array>
}

/**
 * Reads a file by its plan, in constant memory: batches in the order of the file, their times never falling, and events
 * between them. Rows that cannot be taken are in the tally. Lazy; the file is closed on every way out.
 */
export type ImportReader = (parts: ReaderParts, signal: AbortSignal) => AsyncIterable<Item>
