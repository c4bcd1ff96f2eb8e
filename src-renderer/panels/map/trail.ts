import type { RowWindow } from '../../composables/row-ring'
import { isPlace } from './position-channels'
import { toWorld, type WorldPoint } from './projection'

/** The way of a device, from rows of latitude and longitude. */
export interface TrailData {
  /** World coordinates x, y, ...; NaN, NaN where the way is broken. */
  readonly points: Float64Array
  /** Around all places; null without any. */
  readonly box: { readonly west: number; readonly east: number; readonly north: number; readonly south: number } | null
  readonly newest: WorldPoint | null
  /** Rows with values that are no place. */
  readonly left: number
}

/** Reads the trail of a window whose first channel is the latitude and second the longitude, degrees. */
export function readTrail(window: RowWindow): TrailData {
  const points: number[] = []
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity]
  let newest: WorldPoint | null = null
  let left = 0
  const [latitudes, longitudes] = window.value
  for (let row = 0; row < window.rows; row++) {
    if (window.gap[row] === 1 && points.length > 0) points.push(NaN, NaN)
    const latitude = latitudes[row]
    const longitude = longitudes[row]
    if (Number.isNaN(latitude) || Number.isNaN(longitude)) continue
    if (!isPlace(latitude, longitude)) {
      left++
      continue
    }
    newest = toWorld(latitude, longitude)
    points.push(newest.x, newest.y)
    west = Math.min(west, newest.x)
    east = Math.max(east, newest.x)
    north = Math.min(north, newest.y)
    south = Math.max(south, newest.y)
  }
  return { points: Float64Array.from(points), box: newest && { west, east, north, south }, newest, left }
}
