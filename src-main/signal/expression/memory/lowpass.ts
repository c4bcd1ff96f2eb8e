import { type MemoryOperator, numberMemory, type SignalColumn } from './memory-operator'

/**
 * A first-order low-pass filter with its corner (-3 dB) at `hertz`: y += (1 - exp(-2 pi f dt)) (x - y), the exact answer
 * to a signal that stands still between samples, for any times. It begins at the first sample, also after a gap.
 */
export function lowpass(hertz: number): MemoryOperator {
  return filter(hertz, smooth => smooth)
}

/** The signal without its low-pass; 0 at the first sample, also after a gap. */
export function highpass(hertz: number): MemoryOperator {
  return filter(hertz, (smooth, now) => now - smooth)
}

function filter(hertz: number, answer: (smooth: number, now: number) => number): MemoryOperator {
  const perMillisecond = (-2 * Math.PI * hertz) / 1000
  return numberMemory({
    initial: [NaN, NaN],
    advance(memory: Float64Array, { count, x, time, out }: SignalColumn) {
      let [smooth, at] = memory
      for (let row = 0; row < count; row++) {
        const now = x[row]
        if (now !== now) {
          out[row] = NaN
          continue
        }
        // An infinite sample would never leave: the filter begins anew after it.
        if (smooth - smooth === 0) smooth += -Math.expm1(perMillisecond * (time[row] - at)) * (now - smooth)
        else smooth = now
        at = time[row]
        out[row] = answer(smooth, now)
      }
      memory[0] = smooth
      memory[1] = at
    },
    interrupt: memory => memory.fill(NaN)
  })
}
