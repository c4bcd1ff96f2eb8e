/** Where each row begins when rows of these heights are stacked, and at the end where the last one ends. */
export function rowOffsets(heights: readonly number[]): Float64Array {
  const offsets = new Float64Array(heights.length + 1)
  for (const [row, height] of heights.entries()) offsets[row + 1] = offsets[row] + height
  return offsets
}

/** The row that covers `y`: the last one that begins at or before it. */
export function firstRowAt(offsets: Float64Array, y: number): number {
  let [low, high] = [0, Math.max(0, offsets.length - 2)]
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (offsets[middle] <= y) low = middle
    else high = middle - 1
  }
  return low
}
