import { type MemoryOperator, numberMemory } from './memory-operator'

/** Change since the sample before; NaN at the first one, also after a gap. */
export function delta(): MemoryOperator {
  return numberMemory({
    initial: [NaN],
    advance(memory, { count, x, out }) {
      let value = memory[0]
      for (let row = 0; row < count; row++) {
        const now = x[row]
        out[row] = now - value
        if (now === now) value = now
      }
      memory[0] = value
    },
    interrupt: memory => memory.fill(NaN)
  })
}
