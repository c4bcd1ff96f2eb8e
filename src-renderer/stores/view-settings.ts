import { z } from 'zod'

const second = 1000
const minute = 60 * second

/** Time spans a view can show, ms. */
export const spans = [
  ...[1, 2, 5, 10, 30].map(seconds => seconds * second),
  ...[1, 2, 5, 10, 30, 60].map(minutes => minutes * minute)
]

/** A month, ms: a session's history is looked at in whole, but a wrong number is none. */
const longestSpan = 31 * 24 * 60 * minute

/** The least height of a chart in a window of this height, css px: three fit on a small screen. */
export function leastChart(windowHeight: number): number {
  return Math.round(Math.min(160, Math.max(112, windowHeight * 0.168)))
}

/**
 * How the user likes to look at things; remembered as the preference `view`. What is missing or not valid, as after an
 * update, falls back field by field. Whether the view is paused is not kept: a page that opens paused looks broken.
 */
export const ViewSettings = z.preprocess(
  value => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}),
  z.object({
    span: z
      .number()
      .min(1)
      .max(longestSpan)
      .catch(30 * second),
    yLocked: z.boolean().catch(false),
    /** By device address and channel name, which survive restarts; session ids do not. */
    selected: z.object({ address: z.string(), channel: z.string() }).nullable().catch(null)
  })
)
export type ViewSettings = z.infer<typeof ViewSettings>

/** The next longer (+1) or shorter (-1) span of the list. */
export function nextSpan(span: number, direction: 1 | -1): number {
  const next = direction > 0 ? spans.find(candidate => candidate > span) : spans.findLast(candidate => candidate < span)
  return next ?? span
}
