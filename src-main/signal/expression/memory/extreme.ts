import { SignalboxError } from '@shared/base/errors'
import { z } from 'zod'
import { fromPlain, PlainNumber, toPlain } from '../../plain-number'
import type { MemoryOperator } from './memory-operator'

const ExtremeSnapshot = z.object({
  seen: z.number().int().min(0),
  candidates: z.array(z.tuple([z.number().int(), PlainNumber]))
})

/**
 * The smallest (`sign` 1) or largest (-1) of the last `window` samples, fewer at the start. Kept are only the samples that
 * can still become it, in falling order of age, so a sample costs constant time on average (Lemire 2006, arXiv cs/0610046).
 */
export function extreme(window: number, sign: 1 | -1): MemoryOperator {
  const values = new Float64Array(window)
  const numbers = new Float64Array(window)
  let [oldest, length, seen] = [0, 0, 0]

  function push(value: number): void {
    if (length > 0 && numbers[oldest] <= seen - window) {
      oldest = (oldest + 1) % window
      length--
    }
    while (length > 0 && values[(oldest + length - 1) % window] * sign >= value * sign) length--
    const place = (oldest + length++) % window
    values[place] = value
    numbers[place] = seen++
  }

  return {
    advance({ count, x, out }) {
      for (let row = 0; row < count; row++) {
        const now = x[row]
        if (now === now) push(now)
        out[row] = now === now ? values[oldest] : NaN
      }
    },
    interrupt() {},
    snapshot: () => ({
      seen,
      candidates: Array.from({ length }, (_, index) => {
        const place = (oldest + index) % window
        return [numbers[place], toPlain(values[place])]
      })
    }),
    restore(taken) {
      const { success, data } = ExtremeSnapshot.safeParse(taken)
      if (!success || data.candidates.length > window)
        throw new SignalboxError('bad-input', 'not the memory of this operation')
      seen = data.seen
      oldest = 0
      length = data.candidates.length
      data.candidates.forEach(([number, value], place) => {
        numbers[place] = number
        values[place] = fromPlain(value)
      })
    }
  }
}
