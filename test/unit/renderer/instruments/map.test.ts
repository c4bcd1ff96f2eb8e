import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceText } from '@renderer/panels/map/paint-map'
import { findPosition } from '@renderer/panels/map/position-channels'
import { fitting, metresPerPixel, moved, toDegrees, toWorld, zoomed } from '@renderer/panels/map/projection'
import { readTrail } from '@renderer/panels/map/trail'
import { shownChannels } from './shown'

describe('the map', () => {
  it('projects places there and back', () => {
    const latitude = fc.double({ min: -85, max: 85, noNaN: true })
    const longitude = fc.double({ min: -180, max: 180, noNaN: true })
    fc.assert(
      fc.property(latitude, longitude, (north, east) => {
        const back = toDegrees(toWorld(north, east))
        expect(back.latitude).toBeCloseTo(north, 8)
        expect(back.longitude).toBeCloseTo(east, 8)
      })
    )
  })

  it('keeps what is under the pointer there while zooming', () => {
    const view = { centre: toWorld(47, 8), scale: 1e6 }
    const at = { x: 120, y: -45 }
    const before = { x: view.centre.x + at.x / view.scale, y: view.centre.y + at.y / view.scale }
    const after = zoomed(view, 3, at)
    expect(after.centre.x + at.x / after.scale).toBeCloseTo(before.x, 12)
    expect(after.centre.y + at.y / after.scale).toBeCloseTo(before.y, 12)
    expect(moved(moved(view, { x: 10, y: 20 }), { x: -10, y: -20 }).centre.x).toBeCloseTo(view.centre.x, 12)
  })

  it('fits a trail into its panel, and shows about 400 m around a single place', () => {
    const { x, y } = toWorld(46, 7)
    const view = fitting({ west: x, east: x, north: y, south: y }, { width: 400, height: 300 })
    expect(metresPerPixel(46, view.scale) * 300).toBeGreaterThan(100)
    expect(metresPerPixel(46, view.scale) * 300).toBeLessThan(1000)
  })

  it('finds latitude and longitude by their names, of one device and with the same words before', () => {
    const name = (names: readonly string[]): (string | undefined)[] => {
      const found = findPosition(shownChannels(names))
      return [found?.latitude.channel.name, found?.longitude.channel.name]
    }
    expect(name(['speed', 'latitude', 'longitude'])).toEqual(['latitude', 'longitude'])
    expect(name(['gps.lat', 'gps.lon'])).toEqual(['gps.lat', 'gps.lon'])
    expect(name(['Lat', 'Lng'])).toEqual(['Lat', 'Lng'])
    expect(name(['home.lat', 'car.lat', 'car.lon'])).toEqual(['car.lat', 'car.lon'])
    expect(name(['flat', 'plate', 'lon'])).toEqual([undefined, undefined])
  })

  it('leaves out rows without a fix, and breaks the trail at gaps', () => {
    const trail = readTrail({
      rows: 6,
      time: Float64Array.of(1, 2, 3, 4, 5, 6),
      gap: Uint8Array.of(1, 0, 0, 0, 1, 0),
      value: [Float64Array.of(47, 0, NaN, 47.1, 47.2, 999), Float64Array.of(8, 0, 8, 8.1, 8.2, 8)]
    })
    expect(trail.left).toBe(2)
    expect(trail.points.length).toBe(8)
    expect(Array.from(trail.points.subarray(4, 6))).toEqual([NaN, NaN])
    expect(trail.newest).toEqual(toWorld(47.2, 8.2))
  })

  it('writes distances as people do', () => {
    expect([0.05, 2, 200, 5000, 1e6].map(distanceText)).toEqual(['5 cm', '2 m', '200 m', '5 km', '1000 km'])
  })
})
