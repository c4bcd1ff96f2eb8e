import { type MemoryOperator, numberMemory } from './memory-operator'

/** How many samples so far were not 0. */
export function count(): MemoryOperator {
  return numberMemory({
    initial: [0],
    advance(memory, { count: rows, x, out }) {
      let total = memory[0]
      for (let row = 0; row < rows; row++) {
        const condition = x[row]
        if (condition === condition && condition !== 0) total++
        out[row] = condition === condition ? total : NaN
      }
      memory[0] = total
    }
  })
}
