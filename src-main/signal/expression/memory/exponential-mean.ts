import { type MemoryOperator, numberMemory } from './memory-operator'

/** y += alpha (x - y), sample by sample, from the first sample; gaps leave it as it is, like a moving window. */
export function exponentialMean(alpha: number): MemoryOperator {
  return numberMemory({
    initial: [NaN],
    advance(memory, { count, x, out }) {
      let mean = memory[0]
      for (let row = 0; row < count; row++) {
        const now = x[row]
        if (now !== now) {
          out[row] = NaN
          continue
        }
        // An infinite sample would never leave: the mean begins anew after it.
        mean = mean - mean === 0 ? mean + alpha * (now - mean) : now
        out[row] = mean
      }
      memory[0] = mean
    }
  })
}
