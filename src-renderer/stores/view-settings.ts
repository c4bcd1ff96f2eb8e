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

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Smallest and largest size of what can be resized, css px. */
export const sizes = {
  left: { least: 228, most: 560, usual: 308 },
  right: { least: 240, most: 520, usual: 308 },
  journal: { least: 96, most: 640, usual: 190 }
} as const
export type Side = keyof typeof sizes

/** The journal's height in a window of this height, until the user chooses one, css px: the charts come first. */
export function usualJournal(windowHeight: number): number {
  return Math.round(Math.min(220, Math.max(128, windowHeight * 0.21)))
}

/** The least height of a chart in a window of this height, css px: three fit on a small screen. */
export function leastChart(windowHeight: number): number {
  return Math.round(Math.min(168, Math.max(124, windowHeight * 0.185)))
}

const size = (side: Side): z.ZodCatch<z.ZodNumber> =>
  z.number().min(sizes[side].least).max(sizes[side].most).catch(sizes[side].usual)

/**
 * How the user likes to look at things; remembered as the preference `view`. What is missing or not valid, as after an
 * update, falls back field by field. Whether the view is paused is not kept: a page that opens paused looks broken.
 */
export const ViewSettings = z.preprocess(
  value => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}),
  z.object({
    theme: z.enum(themes).catch('system'),
    span: z
      .number()
      .min(1)
      .max(longestSpan)
      .catch(30 * second),
    yLocked: z.boolean().catch(false),
    left: size('left'),
    right: size('right'),
    /** null: by the window's height. */
    journal: z.number().min(sizes.journal.least).max(sizes.journal.most).nullable().catch(null),
    journalOpen: z.boolean().catch(true),
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
