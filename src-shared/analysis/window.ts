/**
 * The windows a segment can be multiplied with before its transform, periodic form, as sums of cosines.
 * Source: F. J. Harris, "On the use of windows for harmonic analysis with the DFT", Proc. IEEE 66 (1978), tables I and II;
 * flat top: ISO 18431-2.
 */
const terms = {
  rectangular: [1],
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackmanHarris: [0.35875, 0.48829, 0.14128, 0.01168],
  flatTop: [1, 1.933, 1.286, 0.388, 0.0322]
} as const
export const windowKinds = ['rectangular', 'hann', 'hamming', 'blackmanHarris', 'flatTop'] as const
export type WindowKind = (typeof windowKinds)[number]

export interface WindowTable {
  readonly weights: Float64Array
  /** Coherent gain: the mean weight, by which a sine's amplitude is scaled. */
  readonly gain: number
  /** Equivalent noise bandwidth in bins. */
  readonly noiseBandwidth: number
}

const tables = new Map<string, WindowTable>()
/** Tables kept: a panel uses one or two. */
const mostTables = 24

/** The window of `size` samples, computed once. */
export function windowTable(kind: WindowKind, size: number): WindowTable {
  const key = `${kind} ${size}`
  const known = tables.get(key)
  if (known) return known
  const weights = new Float64Array(size)
  let [sum, squares] = [0, 0]
  for (let at = 0; at < size; at++) {
    const turn = (2 * Math.PI * at) / size
    let weight = 0
    for (const [order, share] of terms[kind].entries())
      weight += (order % 2 === 0 ? share : -share) * Math.cos(order * turn)
    weights[at] = weight
    sum += weight
    squares += weight * weight
  }
  const table = { weights, gain: sum / size, noiseBandwidth: (size * squares) / (sum * sum) }
  if (tables.size >= mostTables) tables.delete(tables.keys().next().value!)
  tables.set(key, table)
  return table
}
