/**
 * The samples of a moving window in a ring, cut into chunks, and the statistics of every completed chunk. Slot `i` holds
 * the sample that is overwritten `window` samples later, so old and new samples meet the same chunk borders.
 */
export interface WindowChunks {
  readonly ring: Float64Array
  /** Slots a chunk; only the last one can be shorter. */
  readonly size: number
  /** By chunk: a sample of it, the mean of its samples relative to that one, and their squared deviations' sum. */
  readonly reference: Float64Array
  readonly mean: Float64Array
  readonly squares: Float64Array
}

export function makeChunks(window: number, maximumSize: number): WindowChunks {
  const count = Math.ceil(window / maximumSize)
  const size = Math.ceil(window / count)
  return {
    ring: new Float64Array(window),
    size,
    reference: new Float64Array(count),
    mean: new Float64Array(count),
    squares: new Float64Array(count)
  }
}

/** Computes a completed chunk's statistics from its samples. */
export function summariseChunk(chunks: WindowChunks, chunk: number): void {
  const { ring, size } = chunks
  const start = chunk * size
  const end = Math.min(start + size, ring.length)
  const reference = ring[end - 1]
  let sum = 0
  let squares = 0
  for (let slot = start; slot < end; slot++) {
    const difference = ring[slot] - reference
    sum += difference
    squares += difference * difference
  }
  const mean = sum / (end - start)
  chunks.reference[chunk] = reference
  chunks.mean[chunk] = mean
  chunks.squares[chunk] = squares - sum * mean
}

/** `count` samples relative to `reference`: their sum and the sum of their squares. */
export interface ShiftedSums {
  count: number
  reference: number
  sum: number
  squares: number
}

/**
 * The chunks `from` up to but not including `to` (in slot order, wrapping round) merged into one pair of sums, relative
 * to a sample of the newest of them. Chan, Golub and LeVeque's pairwise update, so nothing cancels.
 */
export function mergeChunks(chunks: WindowChunks, from: number, howMany: number): ShiftedSums {
  const total = chunks.reference.length
  if (howMany === 0) return { count: 0, reference: 0, sum: 0, squares: 0 }
  const reference = chunks.reference[(from + howMany - 1) % total]
  let count = 0
  let mean = 0
  let squares = 0
  for (let step = 0; step < howMany; step++) {
    const chunk = (from + step) % total
    const length = Math.min(chunks.size, chunks.ring.length - chunk * chunks.size)
    const gap = chunks.reference[chunk] - reference + chunks.mean[chunk] - mean
    const merged = count + length
    mean += (gap * length) / merged
    squares += chunks.squares[chunk] + gap * gap * ((count * length) / merged)
    count = merged
  }
  return { count, reference, sum: mean * count, squares: squares + mean * mean * count }
}

/**
 * For every slot from `from` to its chunk's end: mean, relative to `origin`, and squared deviations' sum of the samples
 * from that slot on, written by place in the chunk; behind the last slot stand zeros.
 */
export function summariseRest(
  { ring, size }: WindowChunks,
  from: number,
  origin: number,
  into: { readonly mean: Float64Array; readonly squares: Float64Array }
): void {
  const start = from - (from % size)
  const end = Math.min(start + size, ring.length)
  const means = into.mean
  const allSquares = into.squares
  const reference = ring[end - 1]
  const shift = reference - origin
  let sum = 0
  let squares = 0
  means[end - start] = 0
  allSquares[end - start] = 0
  for (let slot = end - 1; slot >= from; slot--) {
    const difference = ring[slot] - reference
    sum += difference
    squares += difference * difference
    const mean = sum / (end - slot)
    means[slot - start] = mean + shift
    allSquares[slot - start] = squares - sum * mean
  }
}
