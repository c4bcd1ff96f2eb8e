import { toPlain } from '../../plain-number'
import { type MemoryOperator, plainNumbers } from './memory-operator'

/** The sample `length` samples before; NaN as long as there is none, also after a gap. */
export function delay(length: number): MemoryOperator {
  const ring = new Float64Array(length).fill(NaN)
  let position = 0
  return {
    advance({ count, x, out }) {
      for (let row = 0; row < count; row++) {
        const now = x[row]
        if (now !== now) {
          out[row] = NaN
          continue
        }
        out[row] = ring[position]
        ring[position] = now
        if (++position === length) position = 0
      }
    },
    interrupt: () => void ring.fill(NaN),
    // Oldest first, so that the position need not be kept.
    snapshot: () => [...ring.subarray(position), ...ring.subarray(0, position)].map(toPlain),
    restore(taken) {
      ring.set(plainNumbers(taken, length))
      position = 0
    }
  }
}
