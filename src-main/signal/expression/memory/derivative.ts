import { type MemoryOperator, numberMemory } from './memory-operator'

/** Change a second against the sample before, by the sample times; NaN at the first one and where no time has passed. */
export function derivative(): MemoryOperator {
  return numberMemory({
    initial: [NaN, NaN],
    advance(memory, { count, x, time, out }) {
      let [value, at] = memory
      for (let row = 0; row < count; row++) {
        const now = x[row]
        out[row] = NaN
        if (now !== now) continue
        const passed = time[row] - at
        if (passed === 0) continue
        out[row] = ((now - value) * 1000) / passed
        value = now
        at = time[row]
      }
      memory[0] = value
      memory[1] = at
    },
    interrupt: memory => memory.fill(NaN)
  })
}
