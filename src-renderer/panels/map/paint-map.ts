import { niceStep, tickLabel } from '../../charts/value-ticks'
import type { ChartTheme } from '../../charts/theme'
import type { CanvasFrame } from '../../composables/use-painted-canvas'
import type { OutlineLine } from './outline'
import { type MapView, metresPerPixel, toDegrees, toWorld } from './projection'

/** The way so far in world coordinates: x, y, x, y, ...; NaN where it is broken by a gap. */
export interface Trail {
  readonly points: Float64Array
  readonly colour: string
}

/** Paints grid, outline, trail, the newest place and a scale bar. */
export function paintMap(
  { context, width, height, theme }: CanvasFrame,
  view: MapView,
  { outline, trail }: { readonly outline: readonly OutlineLine[]; readonly trail: Trail }
): void {
  const x = (world: number): number => width / 2 + (world - view.centre.x) * view.scale
  const y = (world: number): number => height / 2 + (world - view.centre.y) * view.scale
  context.font = theme.font
  paintGrid(context, theme, { view, width, height, x, y })
  context.lineWidth = 1
  context.strokeStyle = theme.text
  context.beginPath()
  for (const line of outline) {
    if (x(line.east) < 0 || x(line.west) > width || y(line.south) < 0 || y(line.north) > height) continue
    for (let at = 0; at < line.points.length; at += 2) {
      if (at === 0) context.moveTo(x(line.points[0]), y(line.points[1]))
      else context.lineTo(x(line.points[at]), y(line.points[at + 1]))
    }
  }
  context.stroke()
  paintTrail(context, theme, trail, { x, y })
  paintScaleBar(context, theme, view, { width, height })
}

type Place = (world: number) => number

function paintTrail(
  context: CanvasRenderingContext2D,
  theme: ChartTheme,
  { points, colour }: Trail,
  { x, y }: { readonly x: Place; readonly y: Place }
): void {
  context.lineJoin = 'round'
  context.lineWidth = 2.5
  context.strokeStyle = colour
  context.beginPath()
  let pen = false
  let [lastX, lastY] = [NaN, NaN]
  for (let at = 0; at < points.length; at += 2) {
    const [px, py] = [x(points[at]), y(points[at + 1])]
    if (Number.isNaN(px)) {
      pen = false
      continue
    }
    // Steps that cannot be seen are left out; the line still passes where it turned.
    if (pen && Math.abs(px - lastX) + Math.abs(py - lastY) < 0.7 && at < points.length - 2) continue
    if (pen) context.lineTo(px, py)
    else context.moveTo(px, py)
    pen = true
    ;[lastX, lastY] = [px, py]
  }
  context.stroke()
  if (Number.isNaN(lastX)) return
  context.beginPath()
  context.arc(lastX, lastY, 6, 0, 2 * Math.PI)
  context.fillStyle = colour
  context.fill()
  context.lineWidth = 2
  context.strokeStyle = theme.surface
  context.stroke()
}

function paintGrid(
  context: CanvasRenderingContext2D,
  theme: ChartTheme,
  { view, width, height, x, y }: { view: MapView; width: number; height: number; x: Place; y: Place }
): void {
  const corner = (px: number, py: number): { latitude: number; longitude: number } =>
    toDegrees({ x: view.centre.x + px / view.scale, y: view.centre.y + py / view.scale })
  const northWest = corner(-width / 2, -height / 2)
  const southEast = corner(width / 2, height / 2)
  const step = niceStep(southEast.longitude - northWest.longitude, Math.max(2, width / 130))
  context.lineWidth = 1
  context.strokeStyle = theme.grid
  context.fillStyle = theme.text
  context.beginPath()
  context.textBaseline = 'bottom'
  context.textAlign = 'left'
  for (
    let index = Math.ceil(Math.max(-180, northWest.longitude) / step);
    index * step <= Math.min(180, southEast.longitude);
    index++
  ) {
    const place = Math.round(x(toWorld(0, index * step).x)) + 0.5
    context.moveTo(place, 0)
    context.lineTo(place, height)
    const label = `${tickLabel(index * step, step)}°`
    if (place + 3 + context.measureText(label).width < width) context.fillText(label, place + 3, height - 3)
  }
  context.textBaseline = 'top'
  for (
    let index = Math.ceil(Math.max(-85, southEast.latitude) / step);
    index * step <= Math.min(85, northWest.latitude);
    index++
  ) {
    const place = Math.round(y(toWorld(index * step, 0).y)) + 0.5
    context.moveTo(0, place)
    context.lineTo(width, place)
    context.fillText(`${tickLabel(index * step, step)}°`, 3, place + 3)
  }
  context.stroke()
}

function paintScaleBar(
  context: CanvasRenderingContext2D,
  theme: ChartTheme,
  view: MapView,
  { width, height }: { width: number; height: number }
): void {
  const perPixel = metresPerPixel(toDegrees(view.centre).latitude, view.scale)
  const metres = niceStep(perPixel * 120, 1.5)
  const length = metres / perPixel
  const [right, bottom] = [width - 12, height - 22]
  context.strokeStyle = context.fillStyle = theme.strong
  context.lineWidth = 2
  context.beginPath()
  context.moveTo(right - length, bottom - 5)
  context.lineTo(right - length, bottom)
  context.lineTo(right, bottom)
  context.lineTo(right, bottom - 5)
  context.stroke()
  context.textAlign = 'center'
  context.textBaseline = 'bottom'
  context.fillText(distanceText(metres), right - length / 2, bottom - 3)
}

/** A round distance: `5 cm`, `200 m`, `50 km`. */
export function distanceText(metres: number): string {
  if (metres >= 1000) return `${Number((metres / 1000).toPrecision(2))} km`
  return metres >= 1 ? `${Number(metres.toPrecision(2))} m` : `${Number((metres * 100).toPrecision(2))} cm`
}
