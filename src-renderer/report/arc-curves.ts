interface Point {
  readonly x: number
  readonly y: number
}

/**
 * A part of a circle of at most half a turn, clockwise on the screen, as two Bézier curves (control, control, end); they
 * are off by less than a thousandth of the radius.
 */
export function arcCurves(from: Point, to: Point, radius: number): Point[][] {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const chord = Math.hypot(dx, dy)
  if (chord === 0 || radius === 0) return []
  const height = Math.sqrt(Math.max(0, radius ** 2 - (chord / 2) ** 2))
  const centre = {
    x: (from.x + to.x) / 2 - (dy / chord) * height,
    y: (from.y + to.y) / 2 + (dx / chord) * height
  }
  const start = Math.atan2(from.y - centre.y, from.x - centre.x)
  const turn = 2 * Math.asin(Math.min(1, chord / 2 / radius))
  return [start, start + turn / 2].map(angle => curve(centre, radius, angle, angle + turn / 2))
}

function curve(centre: Point, radius: number, from: number, to: number): Point[] {
  const reach = (4 / 3) * Math.tan((to - from) / 4) * radius
  const on = (angle: number): Point => ({
    x: centre.x + radius * Math.cos(angle),
    y: centre.y + radius * Math.sin(angle)
  })
  const along = (point: Point, angle: number, length: number): Point => ({
    x: point.x - Math.sin(angle) * length,
    y: point.y + Math.cos(angle) * length
  })
  return [along(on(from), from, reach), along(on(to), to, -reach), on(to)]
}
