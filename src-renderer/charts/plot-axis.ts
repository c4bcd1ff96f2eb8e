import type { ScaleOptions } from 'chart.js'
import { plainText } from '../format/numbers'
import { axisIds, fittingGutter, gutterOf } from './strip-axes'
import type { ChartTheme } from './theme'

/** An axis of a plot. */
export interface PlotAxis {
  readonly min: number
  readonly max: number
  readonly log?: boolean
  readonly title?: string
  /** A tick's label; '' for none. */
  label?(value: number): string
  /** Lets ticks stand on whole numbers only. */
  readonly whole?: boolean
  readonly grid?: boolean
  /** Where ticks stand, and what is written there, for about so many of them: of an axis whose round numbers are not decimal. */
  ticks?(limit: number): readonly { readonly value: number; readonly label: string }[]
}

type PlotScale = ScaleOptions<'linear' | 'logarithmic'> & { type: 'linear' | 'logarithmic' }

interface Canvas {
  readonly theme: ChartTheme
  /** css px. */
  readonly width: number
  readonly height: number
}

/** css px that a tick's label and an axis with its title have room for, about. */
const timeRoom = 70
const valueRoom = 40
const axisWidth = 64

export function timeScale(axis: PlotAxis, canvas: Canvas): PlotScale {
  return scaleOf(axis, canvas, { room: timeRoom, length: canvas.width })
}

/**
 * Scales for value axes, by their ids: left and right in turn as on a strip chart. Only the first rules the grid. One for which
 * the canvas is too narrow measures without being seen.
 */
export function valueScales(axes: readonly PlotAxis[], canvas: Canvas): Readonly<Record<string, PlotScale>> {
  const places = fittingGutter(gutterOf(axes.length), canvas.width, axisWidth)
  const scales = axes.map((axis, at): [string, PlotScale] => {
    const isLeft = at % 2 === 0
    const scale = scaleOf(at === 0 ? axis : { ...axis, grid: false }, canvas, {
      room: valueRoom,
      length: canvas.height
    })
    const display = Math.floor(at / 2) < (isLeft ? places.left : places.right)
    return [axisIds[at], { ...scale, axis: 'y', position: isLeft ? 'left' : 'right', display }]
  })
  return Object.fromEntries(scales)
}

function scaleOf(
  axis: PlotAxis,
  { theme, height }: Canvas,
  { room, length }: { readonly room: number; readonly length: number }
): PlotScale {
  const font = { size: 11, family: theme.font.replace(/^\S+\s/, '') }
  const own = axis.ticks?.(Math.max(2, Math.round(length / room / 1.5)))
  return {
    type: axis.log ? 'logarithmic' : 'linear',
    min: axis.min,
    max: axis.max,
    grid: { color: axis.grid === false ? 'transparent' : theme.grid, tickColor: theme.grid },
    border: { color: theme.axis },
    ...(own ? { afterBuildTicks: scale => void (scale.ticks = own.map(({ value }) => ({ value }))) } : {}),
    title: {
      display: axis.title !== undefined && height > 180,
      text: axis.title,
      color: theme.text,
      font,
      padding: 2
    },
    ticks: {
      color: theme.text,
      font,
      padding: 4,
      maxRotation: 0,
      autoSkipPadding: 12,
      includeBounds: false,
      maxTicksLimit: Math.max(2, Math.round(length / room)),
      ...(axis.whole ? { precision: 0 } : {}),
      ...(own ? { autoSkip: false } : {}),
      callback: (value, index) =>
        own?.[index]?.label ?? axis.label?.(Number(value)) ?? plainText(Number(Number(value).toPrecision(10)))
    }
  } as PlotScale
}
