import { z } from 'zod'
import { PlainNumber } from './plain-number'

/** A moving window as plain data, JSON safe: going on from it gives the very same bits. */
export const MovingWindowSnapshot = z.object({
  version: z.literal(1),
  window: z.number().int().min(1),
  /** Samples in the window so far, and the slot the next one goes to. */
  filled: z.number().int().min(0),
  position: z.number().int().min(0),
  ring: z.array(PlainNumber),
  newer: z.object({ count: z.number().int(), reference: PlainNumber, sum: PlainNumber, squares: PlainNumber }),
  mean: PlainNumber,
  deviation: PlainNumber
})
export type MovingWindowSnapshot = z.infer<typeof MovingWindowSnapshot>
