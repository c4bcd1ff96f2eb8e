import type { PagePlot } from '../../composables/use-plot'
import type { CompareFeed } from './compare-feed'
import type { CompareLine } from './compare-picture'
import { readingAt } from './overview-columns'

/** The line that is nearest to a place on the canvas, at that time; undefined when none has a value there. */
export function nearestLine(
  lines: readonly CompareLine[],
  feed: Pick<CompareFeed, 'columns'>,
  { plot, x, y }: { readonly plot: Pick<PagePlot, 'xAt' | 'yAt'>; readonly x: number; readonly y: number }
): CompareLine | undefined {
  const time = plot.xAt(x)
  let nearest: { readonly line: CompareLine; readonly distance: number } | undefined
  for (const line of lines) {
    const columns = feed.columns(line.capture)
    const reading = columns && readingAt(columns, line.channel, time + line.origin)
    if (!reading) continue
    const value = plot.yAt(y, line.axis)
    // In pixels: the lines may have axes of quite different sizes.
    const pixel = Math.abs(plot.yAt(y + 1, line.axis) - value)
    const distance = Math.max(reading.min - value, value - reading.max, 0) / pixel
    if (!nearest || distance < nearest.distance) nearest = { line, distance }
  }
  return nearest?.line
}
