import { type MemoryOperator, numberMemory } from './memory-operator'

/** Area under the samples in seconds, by the trapezoid rule, from 0 at the first. What a gap hides is not added. */
export function integral(): MemoryOperator {
  return numberMemory({
    initial: [0, NaN, NaN],
    advance(memory, { count, x, time, out }) {
      let [sum, value, at] = memory
      for (let row = 0; row < count; row++) {
        const now = x[row]
        if (now !== now) {
          out[row] = NaN
          continue
        }
        if (at === at) sum += ((now + value) * (time[row] - at)) / 2000
        value = now
        at = time[row]
        out[row] = sum
      }
      memory[0] = sum
      memory[1] = value
      memory[2] = at
    },
    interrupt(memory) {
      memory[1] = NaN
      memory[2] = NaN
    }
  })
}
