import { type MemoryOperator, numberMemory } from './memory-operator'

/** The last value, also in rows that have none; a gap forgets it. */
export function hold(): MemoryOperator {
  return numberMemory({
    initial: [NaN],
    advance(memory, { count, x, out }) {
      let value = memory[0]
      for (let row = 0; row < count; row++) {
        if (x[row] === x[row]) value = x[row]
        out[row] = value
      }
      memory[0] = value
    },
    interrupt: memory => memory.fill(NaN)
  })
}
