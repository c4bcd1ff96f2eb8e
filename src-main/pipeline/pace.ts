/** How long the reading thread may work on bytes before others get their turn, ms. */
const budget = 4
const largest = 16_384
const smallest = 512

/**
 * How many bytes to work on at once, learned from how long the last ones took. Ordinary telemetry costs 0.1 ms for 16 KiB;
 * garbage in which every byte is a line of its own costs a hundred times that, and must not hold up whoever else is read.
 */
export interface Pace {
  readonly maximumBytes: number
  /** Takes what a piece cost, ms; answers whether others are due before the next. */
  took(milliseconds: number, bytes: number): boolean
}

export function createPace(): Pace {
  let maximumBytes = largest
  return {
    get maximumBytes() {
      return maximumBytes
    },
    took(milliseconds, bytes) {
      if (milliseconds > budget) {
        const affordable = Math.floor((bytes * budget) / (2 * milliseconds))
        maximumBytes = Math.max(smallest, Math.min(maximumBytes, affordable))
        return true
      }
      if (milliseconds < budget / 2 && maximumBytes < largest) maximumBytes = Math.min(largest, 2 * maximumBytes)
      // Small pieces are cut because they cost much: after each of them others are due.
      return maximumBytes < largest
    }
  }
}
