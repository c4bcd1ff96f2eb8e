/** The newest durations of something, ms, and how they are spread. */
export interface Latencies {
  add(milliseconds: number): void
  /** null before the first. */
  summary(): { median: number; p99: number } | null
}

export function createLatencies(capacity = 512): Latencies {
  const kept = new Float64Array(capacity)
  let count = 0
  return {
    add(milliseconds) {
      kept[count++ % capacity] = milliseconds
    },
    summary() {
      if (count === 0) return null
      const sorted = kept.slice(0, Math.min(count, capacity)).sort()
      const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
      return { median: at(0.5), p99: at(0.99) }
    }
  }
}
