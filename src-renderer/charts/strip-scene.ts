import type { LightSettings } from '@shared/model/settings'
import type { SceneCursors } from './strip-cursors'
import { onlyAxis, type StripAxis } from './strip-axes'
import { StripStore } from './strip-data'
import type { SceneMark } from './strip-moments'
import type { SceneTrigger } from './strip-trigger'
import type { ChartTheme } from './theme'

/** One line of a strip chart as it is to be painted now. */
export interface StripLine {
  /** Column index of the channel in its session. */
  readonly channel: number
  readonly name: string
  readonly unit: string
  readonly colour: string
  readonly meanColour: string
  /** css px on, off, ...; empty is solid. */
  readonly dash: readonly number[]
  /** Half width of the band around the mean, in standard deviations; 0 draws neither band nor mean. */
  readonly band: number
  /** Its value axis, as a place in the scene's `axes`. */
  readonly axis: number
  /** Drawn is value * scale + offset; never 0. */
  readonly scale: number
  readonly offset: number
  /** The user's choice for its readings; null leaves it to the axis. */
  readonly decimals: number | null
  /** The lamp's limits, or null when none are set. */
  readonly limits: Pick<LightSettings, 'yellow' | 'red'> | null
}

/**
 * What a strip chart shows, as plain data that its painters read on every draw. It belongs to the canvas, not to
 * Chart.js' options, whose proxies would cost more than the drawing.
 */
export interface StripScene {
  store: StripStore
  lines: readonly StripLine[]
  axes: readonly StripAxis[]
  theme: ChartTheme
  /** css px. */
  lineWidth: number
  /** The channel to bring out, the others step back; -1 for none. */
  emphasis: number
  /** Where the pointer is, css px from the canvas' left edge; NaN when it is elsewhere. */
  pointer: number
  cursors: SceneCursors
  /** Times are counted from it. */
  trigger: SceneTrigger | null
  /** Moments somebody marked. */
  marks: readonly SceneMark[]
  /** Whether buckets are about as dense as pixel columns, see `isDense`. */
  dense: boolean
  /** The channels that have a ribbon, from top to bottom. */
  ribbons: readonly StripLine[]
}

/** Of a chart that nothing was given to yet. */
export function emptyScene(theme: ChartTheme): StripScene {
  return {
    store: new StripStore(16),
    lines: [],
    axes: [onlyAxis],
    theme,
    lineWidth: 1.5,
    emphasis: -1,
    pointer: NaN,
    trigger: null,
    marks: [],
    cursors: { a: null, b: null },
    dense: true,
    ribbons: []
  }
}

const scenes = new WeakMap<HTMLCanvasElement, StripScene>()

export function attachScene(canvas: HTMLCanvasElement, scene: StripScene): void {
  scenes.set(canvas, scene)
}

/** The scene of a canvas a strip chart was made on. @throws when there is none, which is our own mistake. */
export function sceneOf(canvas: HTMLCanvasElement): StripScene {
  const scene = scenes.get(canvas)
  if (!scene) throw new Error('no strip scene was attached to this canvas')
  return scene
}

/**
 * Segments or a polyline: segments from about one bucket for two device columns on. The decision keeps to what it was in
 * between, so that a rate at the border does not flicker.
 */
export function isDense(rows: number, columns: number, before: boolean): boolean {
  return rows > columns * (before ? 0.42 : 0.5)
}
