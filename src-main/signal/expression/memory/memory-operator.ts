import { SignalboxError } from '@shared/base/errors'
import { z } from 'zod'
import { fromPlain, PlainNumber, toPlain } from '../../plain-number'

/** One batch of a signal: `count` samples `x` at times `time` (ms), answered in `out`. */
export interface SignalColumn {
  readonly count: number
  readonly x: Float64Array
  readonly time: Float64Array
  readonly out: Float64Array
}

/**
 * An operation that remembers earlier samples, across batches however they are cut. A row without a sample (NaN) is
 * answered with NaN and leaves the memory as it is, unless the operation says otherwise.
 */
export interface MemoryOperator {
  advance(column: SignalColumn): void
  /** A gap: what comes next does not follow on what came last. */
  interrupt(): void
  /** Plain data that survives JSON. */
  snapshot(): unknown
  /** @throws when it is not a snapshot of this operation. */
  restore(taken: unknown): void
}

/** An operator whose whole memory is a few numbers. `initial` is what they are at the start. */
export function numberMemory(options: {
  readonly initial: readonly number[]
  advance(memory: Float64Array, column: SignalColumn): void
  interrupt?(memory: Float64Array): void
}): MemoryOperator {
  const memory = Float64Array.from(options.initial)
  return {
    advance: column => options.advance(memory, column),
    interrupt: () => options.interrupt?.(memory),
    snapshot: () => Array.from(memory, toPlain),
    restore: taken => memory.set(plainNumbers(taken, memory.length))
  }
}

/** @throws SignalboxError `bad-input` when `taken` is not a list of so many numbers. */
export function plainNumbers(taken: unknown, length?: number): number[] {
  const parsed = z.array(PlainNumber).safeParse(taken)
  if (parsed.success && (length === undefined || parsed.data.length === length)) return parsed.data.map(fromPlain)
  throw new SignalboxError('bad-input', 'not the memory of this operation')
}
