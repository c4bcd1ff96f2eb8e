import { SignalboxError } from './errors'

/** A bounded first-in-first-out queue in a circle: nothing moves when the oldest is taken, and what was taken is let go. */
export interface Ring<T> {
  readonly capacity: number
  readonly length: number
  readonly full: boolean
  /** Adds the newest. Throws `overflow` when full: look at `full` first, or `shift` the oldest. */
  push(item: T): void
  /** Takes the oldest. Throws `fault` when empty, so that a stored `undefined` is never mistaken for "nothing". */
  shift(): T
  /** The item at `index`, 0 being the oldest; `undefined` outside. */
  at(index: number): T | undefined
  clear(): void
}

const firstSlots = 16

/**
 * A ring for at most `capacity` items. The storage starts small and doubles as it fills, so that a large bound costs
 * nothing until it is needed.
 * @throws `bad-input` unless `capacity` is a whole number of at least 1.
 */
export function ring<T>(capacity: number): Ring<T> {
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    throw new SignalboxError('bad-input', `a capacity is a whole number of at least 1, not ${capacity}`)
  }
  let slots: (T | undefined)[] = new Array<T | undefined>(Math.min(capacity, firstSlots)).fill(undefined)
  let oldest = 0
  let length = 0

  function grow(): void {
    const larger = new Array<T | undefined>(Math.min(capacity, slots.length * 2)).fill(undefined)
    for (let index = 0; index < length; index++) larger[index] = slots[(oldest + index) % slots.length]
    slots = larger
    oldest = 0
  }

  return {
    capacity,
    get length() {
      return length
    },
    get full() {
      return length === capacity
    },
    push(item) {
      if (length === capacity) throw new SignalboxError('overflow', `a ring of ${capacity} is full`)
      if (length === slots.length) grow()
      slots[(oldest + length) % slots.length] = item
      length++
    },
    shift() {
      if (length === 0) throw new SignalboxError('fault', 'took from an empty ring')
      const item = slots[oldest] as T
      slots[oldest] = undefined
      oldest = (oldest + 1) % slots.length
      length--
      return item
    },
    at: index => (index >= 0 && index < length ? slots[(oldest + index) % slots.length] : undefined),
    clear() {
      slots.fill(undefined)
      oldest = 0
      length = 0
    }
  }
}
