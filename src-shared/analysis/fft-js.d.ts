/** The part of the package `fft.js` that is used; it brings no types of its own. */
export default class FFT {
  /** @throws Error unless `size` is a power of two of at least 2. */
  constructor(size: number)
  readonly size: number
  /** Transforms `size` real values; the lower half of `out` (2 * `size` numbers: re, im, re, im, ...) is valid after it. */
  realTransform(out: Float64Array, data: Float64Array): void
}
