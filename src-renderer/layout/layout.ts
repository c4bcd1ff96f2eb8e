import { z } from 'zod'

/** More than anybody looks at; a bound for files and preferences that others wrote. */
export const mostPanels = 60
export const deepestSplit = 16
/** Characters of one panel's options as JSON. */
export const mostOptions = 32 * 1024

const px = z.number().min(0).max(100_000)
const text = (most: number): z.ZodString => z.string().max(most)

export const PanelId = z.string().regex(/^[a-z][a-z0-9-]{0,47}$/)

/** A panel as the layout remembers it. A kind this version does not know is kept, so that a newer one finds it again. */
export const PanelEntry = z.object({
  kind: text(40).min(1),
  /** Empty: the name of its kind, in the language in force. */
  title: text(120).default(''),
  /** Checked by the kind's own schema when it is shown. */
  options: z.unknown()
})
export type PanelEntry = Readonly<z.infer<typeof PanelEntry>>

/** Panels that share a place, one of them shown. */
export interface Tabs {
  /** Width or height within its split, css px. */
  readonly size: number
  readonly tabs: readonly string[]
  readonly shown: string
}
/** Side by side or one below the other, by turns from the root down. */
export interface Split {
  readonly size: number
  readonly children: readonly Place[]
}
export type Place = Tabs | Split

export const Place: z.ZodType<Place> = z.lazy(() =>
  z.union([
    z.object({ size: px, tabs: z.array(PanelId).max(mostPanels), shown: PanelId }),
    z.object({ size: px, children: z.array(Place).max(mostPanels) })
  ])
)

const Grid = z.object({
  /** How the root's children lie. */
  direction: z.enum(['row', 'column']),
  width: px,
  height: px,
  root: Place
})
export type Grid = Readonly<z.infer<typeof Grid>>

const Float = z.object({
  /** Distances from two edges of the dock, css px; from the nearer ones, so that it stays in sight in a smaller window. */
  box: z.object({
    ...{ left: px.optional(), right: px.optional(), top: px.optional(), bottom: px.optional() },
    ...{ width: px, height: px }
  }),
  grid: Grid
})
export type Float = Readonly<z.infer<typeof Float>>

/** Smallest, largest and usual width of the side bars, css px. */
export const sideWidths = {
  left: { least: 228, most: 560, usual: 308 },
  right: { least: 240, most: 520, usual: 308 }
} as const
export type Side = keyof typeof sideWidths

const width = (side: Side): z.ZodCatch<z.ZodNumber> =>
  z.number().min(sideWidths[side].least).max(sideWidths[side].most).catch(sideWidths[side].usual)

export const Sides = z.object({
  left: width('left'),
  right: width('right'),
  leftOpen: z.boolean().catch(true),
  rightOpen: z.boolean().catch(true)
})
export type Sides = Readonly<z.infer<typeof Sides>>

export const LayoutShape = z.object({
  version: z.literal(1),
  grid: Grid,
  floats: z.array(Float).max(mostPanels),
  panels: z.record(PanelId, PanelEntry),
  /** The panel that commands work on. */
  active: PanelId.nullable(),
  sides: Sides
})
/** How somebody has arranged the workspace. Immutable: a change is a new one. */
export type Layout = Readonly<z.infer<typeof LayoutShape>>

export function isTabs(place: Place): place is Tabs {
  return 'tabs' in place
}

/** Ids of all panels of a place, in reading order. */
export function* panelsOf(place: Place): Generator<string, void, undefined> {
  if (isTabs(place)) yield* place.tabs
  else for (const child of place.children) yield* panelsOf(child)
}
