import { StripStore } from '@renderer/charts/strip-data'
import type { Frame } from '@shared/wire/live'

/** ms; any width does, buckets are what is drawn. */
export const bucket = 8

/** Noise that is the same on every run (mulberry32). */
function noise(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296 - 0.5
  }
}

/** `rows` buckets of noisy sines, each holding `samples` samples: the worst case for a line's raster. */
export function noisyStore(rows: number, lines: number, phase = 0, samples = 8): StripStore {
  const random = noise(7 + phase)
  const column = (): Float64Array => new Float64Array(rows)
  const channels = Array.from({ length: lines }, (_, index) => {
    const [min, max, mean, deviation] = [column(), column(), column(), column()]
    for (let row = 0; row < rows; row++) {
      const centre = Math.sin((row / 200) * (1 + index * 0.3) + phase) + index * 0.6
      let [low, high] = [Infinity, -Infinity]
      for (let sample = 0; sample < samples; sample++) {
        const value = centre + random() * 0.6
        low = Math.min(low, value)
        high = Math.max(high, value)
      }
      min[row] = low
      max[row] = high
      mean[row] = centre
      deviation[row] = 0.17
    }
    return { index, min, max, mean, deviation, flags: new Uint8Array(rows) }
  })
  const frame: Frame = {
    subscription: 1,
    sequence: 1,
    bucket,
    fromBucket: 0,
    newest: rows * bucket,
    rows,
    time: Float64Array.from({ length: rows }, (_, row) => row * bucket),
    gap: new Uint8Array(rows),
    channels
  }
  const store = new StripStore(rows * 2)
  store.apply(frame)
  return store
}
