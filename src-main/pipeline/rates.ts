/** Rates of ever-growing counters over about the last second. */
export interface Rates {
  /** Takes the counters as they are now; answers how fast each grew, a second. */
  update(now: number, counters: readonly number[]): readonly number[]
}

export function createRates(span = 1000): Rates {
  let past: { now: number; counters: readonly number[] }[] = []
  return {
    update(now, counters) {
      // Keeps one reading that is at least `span` old, so that the rate always covers that long once it can.
      past.push({ now, counters })
      const old = past.findLastIndex(reading => now - reading.now >= span)
      if (old > 0) past = past.slice(old)
      const [first] = past
      const seconds = (now - first.now) / 1000
      return counters.map((counter, index) => (seconds > 0 ? (counter - first.counters[index]) / seconds : 0))
    }
  }
}
