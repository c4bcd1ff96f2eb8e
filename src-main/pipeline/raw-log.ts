import { ring, type Ring } from '@shared/base/ring'
import type { Chunk } from '@shared/model/batch'
import type { Item } from '@shared/model/item'
import type { QueueStatus } from '@shared/model/session'
import type { RawFrame } from '@shared/wire/live'
import { createNotifier } from './notifier'
import type { Sink } from './sink'

/** A stretch of the log without its number. */
export type RawStretch = Omit<RawFrame, 'subscription' | 'sequence'>

interface Piece {
  /** Offset in the log behind its last byte. */
  end: number
  readonly time: number
  readonly sent: boolean
}

const defaultCapacity = 1024 * 1024
/** One-byte reads fill this before the bytes; a terminal shows far fewer lines. */
const maximumPieces = 32_768
const firstBytes = 4096

/**
 * The sink behind the terminal: the newest bytes a session read and sent, with the time of each read and each write. What
 * is older is forgotten (`dropOldest`), which is normal: the capture keeps all that was read.
 *
 * The session gives it every chunk it reads (`accept`) and calls `sent(bytes, time)` once the device has taken them.
 */
export class RawLog implements Sink {
  private bytes: Uint8Array
  private readonly pieces: Ring<Piece>
  private readonly appended = createNotifier()
  private oldest: number
  private behind: number

  /**
   * `begin` is the first byte's offset. One that is larger than any offset of the same device's log before (e.g. from the
   * clock) lets a view that comes back after a restart of the engine go on without mixing up the two.
   */
  constructor(
    readonly begin = 0,
    readonly capacity = defaultCapacity
  ) {
    this.oldest = begin
    this.behind = begin
    this.bytes = new Uint8Array(Math.min(firstBytes, capacity))
    this.pieces = ring(maximumPieces)
  }

  /** Offset behind the newest byte. */
  get end(): number {
    return this.behind
  }

  /** Keeps the bytes of chunks; everything else is not its business. */
  accept(item: Item): void {
    if (item.kind === 'chunk') this.read(item)
  }

  /** Keeps bytes the device was sent at `time` (ms since the epoch). */
  sent(bytes: Uint8Array, time: number): void {
    this.append(bytes, time, true)
    this.appended.notify()
  }

  /**
   * What the log holds from offset `from` on, at most `maximumBytes` of it, copied. An offset before the log's begin or
   * behind its end is from another log: everything kept is answered then, and nothing was skipped.
   */
  stretch(from: number, maximumBytes: number): RawStretch {
    const known = from > this.begin && from <= this.behind
    const start = known ? Math.max(from, this.oldest) : this.oldest
    const end = Math.min(this.behind, start + maximumBytes)
    const bytes = new Uint8Array(end - start)
    this.copy(start, end, bytes)
    const first = this.firstPieceAfter(start)
    const taken: Piece[] = []
    for (let at = first; at < this.pieces.length; at++) {
      const piece = this.pieces.at(at)!
      taken.push(piece)
      if (piece.end >= end) break
    }
    if (end === start) taken.length = 0
    return {
      start,
      skipped: known ? start - from : 0,
      bytes,
      ends: Uint32Array.from(taken, piece => Math.min(piece.end, end) - start),
      times: Float64Array.from(taken, piece => piece.time),
      sent: Uint8Array.from(taken, piece => Number(piece.sent))
    }
  }

  /** Resolves when more has come. */
  whenAppended(signal: AbortSignal): Promise<void> {
    return this.appended.wait(signal)
  }

  get queue(): QueueStatus {
    return {
      place: 'terminal',
      unit: 'bytes',
      capacity: this.capacity,
      fill: this.behind - this.oldest,
      whenFull: 'dropOldest',
      dropped: this.oldest - this.begin
    }
  }

  private read({ bytes, ends, times }: Chunk): void {
    let start = 0
    for (const [read, end] of ends.entries()) {
      this.append(bytes.subarray(start, end), times[read], false)
      start = end
    }
    if (bytes.length > 0) this.appended.notify()
  }

  private append(all: Uint8Array, time: number, sent: boolean): void {
    if (all.length === 0) return
    // Of more than fits only the end would stay.
    const bytes = all.subarray(Math.max(0, all.length - this.capacity))
    this.behind += all.length - bytes.length
    this.grow(Math.min(this.capacity, this.behind - this.oldest + bytes.length))
    const at = this.behind % this.bytes.length
    const untilWrap = Math.min(bytes.length, this.bytes.length - at)
    this.bytes.set(bytes.subarray(0, untilWrap), at)
    this.bytes.set(bytes.subarray(untilWrap), 0)
    this.behind += bytes.length
    this.note(time, sent)
    this.oldest = Math.max(this.oldest, this.behind - this.bytes.length)
    while (this.pieces.at(0)!.end <= this.oldest) this.pieces.shift()
  }

  private note(time: number, sent: boolean): void {
    const last = this.pieces.at(this.pieces.length - 1)
    // The rest of a read that came in two pieces.
    if (last?.time === time && last.sent === sent) {
      last.end = this.behind
      return
    }
    if (this.pieces.full) this.oldest = Math.max(this.oldest, this.pieces.shift().end)
    this.pieces.push({ end: this.behind, time, sent })
  }

  /** Makes the storage hold `needed` bytes, by doubling: a quiet device costs a few KB. */
  private grow(needed: number): void {
    if (needed <= this.bytes.length) return
    let size = this.bytes.length
    while (size < needed) size *= 2
    const larger = new Uint8Array(Math.min(this.capacity, size))
    const from = Math.max(this.oldest, this.behind - this.bytes.length)
    for (let offset = from; offset < this.behind; offset++)
      larger[offset % larger.length] = this.bytes[offset % this.bytes.length]
    this.bytes = larger
  }

  private copy(start: number, end: number, to: Uint8Array): void {
    const at = start % this.bytes.length
    const untilWrap = Math.min(end - start, this.bytes.length - at)
    to.set(this.bytes.subarray(at, at + untilWrap))
    to.set(this.bytes.subarray(0, end - start - untilWrap), untilWrap)
  }

  /** The first piece that reaches beyond `offset`. */
  private firstPieceAfter(offset: number): number {
    let low = 0
    let high = this.pieces.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.pieces.at(middle)!.end <= offset) low = middle + 1
      else high = middle
    }
    return low
  }
}
