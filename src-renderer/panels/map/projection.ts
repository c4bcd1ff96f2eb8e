/** Web Mercator: the world is a square from 0 to 1, x to the east, y to the south. */
export interface WorldPoint {
  readonly x: number
  readonly y: number
}

/** Mercator has no poles; the square ends here. */
const northmost = 85.051129

export function toWorld(latitude: number, longitude: number): WorldPoint {
  const clamped = Math.max(-northmost, Math.min(northmost, latitude))
  const sine = Math.sin((clamped * Math.PI) / 180)
  return { x: longitude / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) }
}

export function toDegrees({ x, y }: WorldPoint): { readonly latitude: number; readonly longitude: number } {
  return {
    latitude: (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90,
    longitude: (x - 0.5) * 360
  }
}

/** What a map shows: the world's point in its middle, and css px for the whole world's width. */
export interface MapView {
  readonly centre: WorldPoint
  readonly scale: number
}

/** From the whole world on a stamp to a millimetre a pixel. */
export const scaleLimits = { least: 128, most: 4e10 }

export function zoomed(view: MapView, factor: number, at: { x: number; y: number }): MapView {
  const scale = Math.min(scaleLimits.most, Math.max(scaleLimits.least, view.scale * factor))
  // What is under the pointer (css px from the middle) stays there.
  const shift = 1 / view.scale - 1 / scale
  return { scale, centre: { x: view.centre.x + at.x * shift, y: view.centre.y + at.y * shift } }
}

export function moved(view: MapView, pixels: { x: number; y: number }): MapView {
  const { x, y } = view.centre
  return { ...view, centre: { x: x - pixels.x / view.scale, y: Math.min(1, Math.max(0, y - pixels.y / view.scale)) } }
}

/** The view that shows all of the box, with a margin; a single place with about 200 m around it. */
export function fitting(
  box: { readonly west: number; readonly east: number; readonly north: number; readonly south: number },
  size: { readonly width: number; readonly height: number }
): MapView {
  const least = 1e-5
  const width = Math.max(least, box.east - box.west)
  const height = Math.max(least, box.south - box.north)
  const scale = 0.8 * Math.min(size.width / width, size.height / height)
  return {
    centre: { x: (box.west + box.east) / 2, y: (box.north + box.south) / 2 },
    scale: Math.min(scaleLimits.most, Math.max(scaleLimits.least, scale))
  }
}

/** Metres a css px stands for at a latitude. */
export function metresPerPixel(latitude: number, scale: number): number {
  return (40_075_016.686 * Math.cos((latitude * Math.PI) / 180)) / scale
}
