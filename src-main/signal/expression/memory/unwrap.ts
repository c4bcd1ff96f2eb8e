import { type MemoryOperator, numberMemory } from './memory-operator'

/** An angle without jumps: whole periods are added so that no step is longer than half of one. Goes on after a gap. */
export function unwrap(period: number): MemoryOperator {
  return numberMemory({
    initial: [NaN],
    advance(memory, { count, x, out }) {
      let last = memory[0]
      for (let row = 0; row < count; row++) {
        const now = x[row]
        out[row] = last - last === 0 ? now + period * Math.round((last - now) / period) : now
        if (out[row] - out[row] === 0) last = out[row]
      }
      memory[0] = last
    }
  })
}
