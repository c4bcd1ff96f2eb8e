import type { CaptureSummary } from '@shared/model/capture-overview'

/** The picture's own units; it is stretched to its place. */
export const thumbnailWidth = 121
export const thumbnailHeight = 40

/** Between two lanes. */
const air = 2

/** An outline for each channel, in lanes below each other, every lane with a scale of its own. */
export function thumbnailPaths({ channels }: CaptureSummary): string[] {
  const height = thumbnailHeight / Math.max(1, channels.length)
  return channels.map(({ min, max }, lane) => {
    const [low, high] = rangeOf(min, max)
    const inner = height - 2 * air
    const place = (value: number): number => {
      const share = high > low ? (value - low) / (high - low) : 0.5
      return Number((lane * height + air + (1 - share) * inner).toFixed(1))
    }
    return runsOf(min, max)
      .map(run => {
        const top = run.map(at => `${at},${place(max[at]!)}`)
        const bottom = run.map(at => `${at},${place(min[at]!)}`).toReversed()
        // A single column would have no extent.
        if (run.length === 1) top.push(`${run[0] + 1},${place(max[run[0]]!)}`)
        return `M${[...top, ...bottom].join('L')}Z`
      })
      .join('')
  })
}

type Column = readonly (number | null)[]

function rangeOf(min: Column, max: Column): [number, number] {
  const lowest = min.filter(value => value !== null)
  const highest = max.filter(value => value !== null)
  return [Math.min(...lowest), Math.max(...highest)]
}

/** Columns without a value are no gap where samples are rarer than columns: so many times the usual distance is one. */
const gapFrom = 3

/** Columns that follow each other without a gap. */
function runsOf(min: Column, max: Column): number[][] {
  const filled = [...min.keys()].filter(at => min[at] !== null && max[at] !== null)
  const distances = filled.slice(1).map((at, index) => at - filled[index])
  const usual = distances.toSorted((one, other) => one - other)[distances.length >> 1] ?? 1
  const runs: number[][] = []
  for (const at of filled) {
    const last = runs.at(-1)
    const before = last?.at(-1)
    if (last && before !== undefined && at - before < usual * gapFrom) last.push(at)
    else runs.push([at])
  }
  return runs
}
