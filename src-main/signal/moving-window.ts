import type { MovingWindowSnapshot } from './moving-window-snapshot'
import { fromPlain, toPlain } from './plain-number'
import {
  makeChunks,
  mergeChunks,
  type ShiftedSums,
  summariseChunk,
  summariseRest,
  type WindowChunks
} from './window-chunks'

/**
 * Mean and sample standard deviation (n - 1) of the last `window` samples of one channel, partial at the start. NaN is
 * no sample: the outputs repeat (NaN before the first sample; the deviation of one sample is NaN). An infinite sample
 * makes both non-finite while it is inside and leaves no trace after.
 *
 * Nothing is ever subtracted, so nothing drifts. The ring is cut into chunks; the window is always the rest of the
 * oldest chunk, whose statistics from every slot to its end were computed once when it became the oldest, and everything
 * newer, which only grows while that chunk is used up. Each part is summed relative to a sample that is in the window,
 * which bounds the cancellation in sum-of-squares minus square-of-sum by the number of samples (1e9 + small signals keep
 * their digits, an outlier spoils nothing once it is out); the two are merged by Chan, Golub and LeVeque's formula
 * (1983). Two passes a sample, and never more than 2 x 1,024 steps at once however large the window.
 * A constant window gives a deviation of exactly 0; one below 1e-150 has no digits left, as squares underflow.
 */
export class MovingWindow {
  /** Bounds the work at a chunk's border; 1,024 steps are about 2 us. */
  static readonly chunk = 1024
  #chunks: WindowChunks
  #filled = 0
  #position = 0
  #newer: ShiftedSums = { count: 0, reference: 0, sum: 0, squares: 0 }
  /** By slot of the current chunk: mean (relative to `#newer.reference`) and squares of the old samples from it on. */
  #olderMean: Float64Array
  #olderSquares: Float64Array
  #mean = NaN
  #deviation = NaN
  readonly #maximumChunk: number

  constructor(window: number, maximumChunk: number = MovingWindow.chunk) {
    this.#maximumChunk = maximumChunk
    this.#chunks = makeChunks(window, maximumChunk)
    this.#olderMean = new Float64Array(this.#chunks.size + 1)
    this.#olderSquares = new Float64Array(this.#chunks.size + 1)
  }

  get window(): number {
    return this.#chunks.ring.length
  }

  /** Samples in the window now. */
  get filled(): number {
    return this.#filled
  }

  /** Takes the first `count` values, one after the other, and writes mean and deviation after each of them. */
  advance(values: Float64Array, count: number, meanOut: Float64Array, deviationOut: Float64Array): void {
    const { ring, size } = this.#chunks
    let row = 0
    while (row < count) {
      if (this.#position % size === 0) {
        const value = values[row]
        if (value !== value) {
          meanOut[row] = this.#mean
          deviationOut[row++] = this.#deviation
          continue
        }
        this.#enterChunk(value)
      }
      row =
        this.#filled === ring.length
          ? this.#slide(values, row, count, meanOut, deviationOut)
          : this.#grow(values, row, count, meanOut, deviationOut)
      if (this.#position === this.#chunkEnd(this.#position - 1)) this.#leaveChunk()
    }
  }

  /** From the next sample on the window is `window` long; the last min(old, new) samples stay in it. */
  resize(window: number): void {
    if (window === this.window) return
    const samples = this.#samples(window)
    const { length } = samples
    const [mean, deviation] = [this.#mean, this.#deviation]
    this.#chunks = makeChunks(window, this.#maximumChunk)
    this.#olderMean = new Float64Array(this.#chunks.size + 1)
    this.#olderSquares = new Float64Array(this.#chunks.size + 1)
    this.#filled = 0
    this.#position = 0
    this.advance(samples, length, new Float64Array(length), new Float64Array(length))
    this.#mean = mean
    this.#deviation = deviation
  }

  snapshot(): MovingWindowSnapshot {
    const { count, reference, sum, squares } = this.#newer
    return {
      version: 1,
      window: this.window,
      filled: this.#filled,
      position: this.#position,
      ring: Array.from(this.#chunks.ring.subarray(0, this.#filled), toPlain),
      newer: { count, reference: toPlain(reference), sum: toPlain(sum), squares: toPlain(squares) },
      mean: toPlain(this.#mean),
      deviation: toPlain(this.#deviation)
    }
  }

  static restore(snapshot: MovingWindowSnapshot, maximumChunk: number = MovingWindow.chunk): MovingWindow {
    const restored = new MovingWindow(snapshot.window, maximumChunk)
    const { ring, size, reference } = restored.#chunks
    snapshot.ring.forEach((value, slot) => (ring[slot] = fromPlain(value)))
    restored.#filled = Math.min(snapshot.filled, snapshot.ring.length, ring.length)
    restored.#position = Math.min(snapshot.position, ring.length - 1)
    restored.#mean = fromPlain(snapshot.mean)
    restored.#deviation = fromPlain(snapshot.deviation)
    const { count, ...sums } = snapshot.newer
    restored.#newer = {
      count,
      reference: fromPlain(sums.reference),
      sum: fromPlain(sums.sum),
      squares: fromPlain(sums.squares)
    }
    const inside = restored.#position % size === 0 ? -1 : Math.floor(restored.#position / size)
    const complete = restored.#filled === ring.length ? reference.length : Math.floor(restored.#filled / size)
    for (let chunk = 0; chunk < complete; chunk++) if (chunk !== inside) summariseChunk(restored.#chunks, chunk)
    if (inside >= 0 && restored.#filled === ring.length) restored.#summariseOlder(restored.#position)
    return restored
  }

  /** The last samples, oldest first, at most `limit`. */
  #samples(limit: number): Float64Array {
    const { ring } = this.#chunks
    const count = Math.min(limit, this.#filled)
    const samples = new Float64Array(count)
    for (let index = 0; index < count; index++)
      samples[index] = ring[(this.#position - count + index + ring.length) % ring.length]
    return samples
  }

  /** The slot behind the last one of the chunk that holds `slot`. */
  #chunkEnd(slot: number): number {
    const { size, ring } = this.#chunks
    return Math.min(slot - (slot % size) + size, ring.length)
  }

  /** The window's newer part starts as all chunks but this one; its old samples are the older part. `first`: its first sample. */
  #enterChunk(first: number): void {
    const { ring, size, reference } = this.#chunks
    const chunk = this.#position / size
    const full = this.#filled === ring.length
    this.#newer = full
      ? mergeChunks(this.#chunks, chunk + 1, reference.length - 1)
      : mergeChunks(this.#chunks, 0, chunk)
    if (this.#newer.count === 0) this.#newer.reference = first
    if (full) this.#summariseOlder(this.#position)
  }

  #leaveChunk(): void {
    const { ring, size, reference } = this.#chunks
    if (reference.length > 1) summariseChunk(this.#chunks, Math.floor((this.#position - 1) / size))
    if (this.#position === ring.length) this.#position = 0
  }

  #summariseOlder(from: number): void {
    const columns = { mean: this.#olderMean, squares: this.#olderSquares }
    summariseRest(this.#chunks, from, this.#newer.reference, columns)
  }

  /** Advances within the current chunk while the window is not full. Answers the row it stopped before. */
  #grow(values: Float64Array, from: number, count: number, meanOut: Float64Array, deviationOut: Float64Array): number {
    const { ring } = this.#chunks
    const newer = this.#newer
    const end = this.#chunkEnd(this.#position)
    const { reference } = newer
    let { count: samples, sum, squares } = newer
    let position = this.#position
    let mean = this.#mean
    let deviation = this.#deviation
    let row = from
    for (; row < count && position < end; row++) {
      const value = values[row]
      if (value === value) {
        const difference = value - reference
        sum += difference
        squares += difference * difference
        samples++
        ring[position++] = value
        const own = sum / samples
        mean = reference + own
        deviation = Math.sqrt((squares - sum * own) / (samples - 1))
      }
      meanOut[row] = mean
      deviationOut[row] = deviation
    }
    this.#filled += position - this.#position
    this.#keep(position, samples, sum, squares, mean, deviation)
    return row
  }

  /** Advances within the current chunk with a full window. Answers the row it stopped before. */
  #slide(values: Float64Array, from: number, count: number, meanOut: Float64Array, deviationOut: Float64Array): number {
    const { ring, size } = this.#chunks
    const newer = this.#newer
    const end = this.#chunkEnd(this.#position)
    const start = this.#position - (this.#position % size)
    const { reference } = newer
    const means = this.#olderMean
    const allSquares = this.#olderSquares
    const perSample = 1 / ring.length
    const perFreedom = 1 / (ring.length - 1)
    let { count: samples, sum, squares } = newer
    let position = this.#position
    let mean = this.#mean
    let deviation = this.#deviation
    let row = from
    for (; row < count && position < end; row++) {
      const value = values[row]
      if (value === value) {
        const difference = value - reference
        sum += difference
        squares += difference * difference
        samples++
        ring[position++] = value
        const own = sum / samples
        const older = position - start
        const gap = means[older] - own
        const share = (end - position) * perSample
        mean = reference + (own + gap * share)
        deviation = Math.sqrt((squares - sum * own + allSquares[older] + gap * gap * (samples * share)) * perFreedom)
      }
      meanOut[row] = mean
      deviationOut[row] = deviation
    }
    this.#keep(position, samples, sum, squares, mean, deviation)
    return row
  }

  #keep(position: number, count: number, sum: number, squares: number, mean: number, deviation: number): void {
    this.#position = position
    const newer = this.#newer
    newer.count = count
    newer.sum = sum
    newer.squares = squares
    this.#mean = mean
    this.#deviation = deviation
  }
}
