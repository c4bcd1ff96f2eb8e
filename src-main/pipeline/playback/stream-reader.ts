import type { Chunk } from '@shared/model/batch'
import type { StreamInput } from '@shared/model/input'
import type { Conditions } from '../processor'

/** A place in a recorded stream, between two chunks. */
export interface StreamPlace {
  readonly capture: string
  /** Offset of the stream where the next chunk begins; null: the capture's first. */
  readonly offset: number | null
  /** How many of the capture's inputs lie behind. */
  readonly input: number
}

/** What a pipeline was sent, and at which offset of the stream: a chunk begins there. */
export interface PlacedItem {
  readonly at: number
  readonly input: Chunk | StreamInput
}

export interface StreamPage {
  readonly items: readonly PlacedItem[]
  /** Where the same capture goes on; null at its end. */
  readonly next: StreamPlace | null
}

/** What a recorded stream is, without its bytes. */
export interface StreamOutline {
  /** The captures of its session up to the one that is meant, which is the last of them. */
  readonly parts: readonly string[]
  readonly label: string
  readonly conditions: Conditions
  /** Begin and end of the one that is meant, ms. */
  readonly from: number
  readonly to: number
}

/** How a stream is picked up at some time. */
export interface StreamBegin {
  /** Where to start reading, so that decoder and stages are warm by then. */
  readonly place: StreamPlace
  /** Offset of the stream that belongs to the time: what stands before it was over by then. */
  readonly shownFrom: number
  /** The place is the stream's very beginning: nothing can be different from what it was. */
  readonly isWhole: boolean
  /** What had been asked and set before the place. */
  readonly controls: readonly StreamInput[]
}

/** Reads recorded streams again. Each call is a bounded piece of work beside the recording. */
export interface StreamReader {
  /** @throws SignalboxError `not-found`, `busy` while it is recorded, `bad-input` when it holds no bytes. */
  outline(capture: string, signal: AbortSignal): Promise<StreamOutline>
  /** Where the first bytes that were read at `time`, ms, or later are, and where to start `warmUp` bytes before them. */
  begin(parts: readonly string[], time: number, warmUp: number, signal: AbortSignal): Promise<StreamBegin>
  /** About `maximumBytes` of it from `place` on; always whole chunks. */
  page(place: StreamPlace, maximumBytes: number, signal: AbortSignal): Promise<StreamPage>
}
