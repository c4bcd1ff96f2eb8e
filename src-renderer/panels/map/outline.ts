import { mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { toWorld } from './projection'

/** Coasts and borders as lines in world coordinates, each with the box around it, to leave out what is not in sight. */
export interface OutlineLine {
  /** x, y, x, y, ... */
  readonly points: Float64Array
  readonly west: number
  readonly east: number
  readonly north: number
  readonly south: number
}

let loading: Promise<readonly OutlineLine[]> | undefined

/** Natural Earth's countries at 1:50 million, loaded once when the first map is opened; it comes with the app. */
export function loadOutline(): Promise<readonly OutlineLine[]> {
  return (loading ??= import('world-atlas/countries-50m.json').then(({ default: data }) => {
    const topology = data as unknown as Topology<{ countries: GeometryCollection }>
    return mesh(topology, topology.objects.countries).coordinates.map(outlineLine)
  }))
}

function outlineLine(line: readonly (readonly number[])[]): OutlineLine {
  const points = new Float64Array(line.length * 2)
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const [at, [longitude, latitude]] of line.entries()) {
    const { x, y } = toWorld(latitude, longitude)
    points[2 * at] = x
    points[2 * at + 1] = y
    west = Math.min(west, x)
    east = Math.max(east, x)
    north = Math.min(north, y)
    south = Math.max(south, y)
  }
  return { points, west, east, north, south }
}
