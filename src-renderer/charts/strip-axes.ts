/** Value axes of one chart, by the ids of their scales; the first is the one every chart has. */
export const axisIds = ['y', 'y2', 'y3', 'y4'] as const
export type AxisId = (typeof axisIds)[number]
export const mostAxes = axisIds.length

/** How the user wants an axis; what is null is found automatically. */
export interface AxisSetting {
  readonly min: number | null
  readonly max: number | null
  readonly log: boolean
}
export const usualAxis: AxisSetting = { min: null, max: null, log: false }

/** One value axis as it is to be drawn. */
export interface StripAxis extends AxisSetting {
  readonly id: AxisId
  /** Of its lines; empty when they have none, or different ones. */
  readonly unit: string
}
export const onlyAxis: StripAxis = { ...usualAxis, id: 'y', unit: '' }

/** What decides on a line's axis: its unit, and the number (1 to 4) the user chose, if any. */
export interface AxisWish {
  readonly unit: string
  readonly axis?: number | null
}

/** The axis of every line, as a place in `axes`, which are those in use in their order. */
export interface AxisPlan {
  readonly axes: readonly { readonly id: AxisId; readonly unit: string }[]
  readonly of: readonly number[]
}

/**
 * Gives each line its axis. The user's choices come first; then every unit gets an axis of its own in the order of the
 * lines, and once four are in use the rest share the last one. Lines without a unit share one however different their sizes
 * are: an axis that splits by itself when values grow would be a picture that changes its meaning while one looks.
 */
export function planAxes(lines: readonly AxisWish[]): AxisPlan {
  const slots: { unit: string; automatic: boolean }[] = []
  const chosen = lines.map(({ axis }) => (axis && axis >= 1 && axis <= mostAxes ? axis - 1 : -1))
  for (const [at, slot] of chosen.entries()) {
    if (slot < 0) continue
    const unit = slots[slot] && slots[slot].unit !== lines[at].unit ? '' : lines[at].unit
    slots[slot] = { unit, automatic: false }
  }
  const placed = lines.map(({ unit }, at) => {
    if (chosen[at] >= 0) return chosen[at]
    const same = slots.findIndex(slot => slot?.automatic && slot.unit === unit)
    if (same >= 0) return same
    const free = Array.from({ length: mostAxes }, (_, slot) => slot).find(slot => !slots[slot])
    if (free !== undefined) {
      slots[free] = { unit, automatic: true }
      return free
    }
    const alike = slots.findIndex(slot => slot.unit === unit)
    if (alike >= 0) return alike
    slots[mostAxes - 1] = { unit: '', automatic: false }
    return mostAxes - 1
  })
  const used = [...new Set(placed)].sort((one, other) => one - other)
  return {
    axes: used.map(slot => ({ id: axisIds[slot], unit: slots[slot].unit })),
    of: placed.map(slot => used.indexOf(slot))
  }
}

/** Places for axes beside the plot; the same for all charts above each other, so that they share their time axis. */
export interface Gutter {
  readonly left: number
  readonly right: number
}

/** The first axis is on the left, the second on the right, further ones outside of them in turn. */
export function gutterOf(axes: number): Gutter {
  return { left: Math.max(1, Math.ceil(axes / 2)), right: Math.floor(axes / 2) }
}

/** css px: a plot narrower than this says nothing, so that axes lose their place first. */
const leastPlot = 120

/** `gutter`, cut to what a canvas of `width` css px has room for; places go from the outside in, the first axis' stays. */
export function fittingGutter({ left, right }: Gutter, width: number, axisWidth: number): Gutter {
  let room = Math.max(1, Math.floor((width - leastPlot) / axisWidth))
  const fitting = { left: 0, right: 0 }
  for (let place = 0; place < left + right && room > 0; place++) {
    const side = place % 2 === 0 ? 'left' : 'right'
    const wanted = side === 'left' ? left : right
    if (fitting[side] >= wanted) continue
    fitting[side]++
    room--
  }
  return fitting
}
