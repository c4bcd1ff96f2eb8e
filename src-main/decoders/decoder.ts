import type { Coroutine } from '@shared/flow/types'
import type { FormatChoice, FormatName, Reject, RejectReason } from '@shared/model/format'
import type { Item } from '@shared/model/item'
import type { KnownLayout } from './known-layout'

/**
 * Bytes to batches, as a coroutine: sent an item, answers the items it became, in order. A chunk becomes batches (lent
 * until the next `send`, see `Batch`) and events; `gap` and `disconnected` reject the cut line as `cut-by-gap` and
 * pass; `ended` flushes a last line without line end and passes; anything else passes untouched.
 *
 * Deterministic: the same items give the same answers; splitting the same bytes into chunks in other ways changes
 * nothing but batch boundaries (and times, which depend on the read times).
 */
export interface Decoder extends Coroutine<Item, readonly Item[]> {
  readonly status: DecoderStatus
  /** What the header said, to be given to the decoder that reads the device next; the known one until there is another. */
  readonly layout: KnownLayout | undefined
  /** From the next chunk on, read as this format; the channels known so far keep their columns where names agree. */
  choose(format: FormatChoice): void
}

export interface DecoderStatus {
  readonly choice: FormatChoice
  readonly name: FormatName | null
  readonly confidence: number
  readonly detail: string
}

export interface DecoderOptions {
  readonly format: FormatChoice
  readonly byteTime: number
  readonly rejects: RejectList
  /** What the device's header said before: used when the lines fit it and come without a header; one that comes later wins. */
  readonly known?: KnownLayout
}

/** Counts every rejected line by reason and keeps the newest; implemented in `rejects.ts`. */
export interface RejectList {
  add(reject: Reject): void
  readonly total: number
  readonly byReason: Readonly<Partial<Record<RejectReason, number>>>
  newest(limit: number): readonly Reject[]
}
