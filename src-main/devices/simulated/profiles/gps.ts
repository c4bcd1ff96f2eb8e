import type { Profile } from '../profile'

/** Metres of one degree of latitude. */
const degreeLength = 111_195
/** Where the lap is, and how far it reaches from there to the east and to the north, m. */
const centre = { latitude: 46.0207, longitude: 7.7491 }
const reach = { east: 420, north: 260 }
/** Seconds for one lap. */
const lap = 120

/** A receiver on a vehicle that drives a figure of eight on a hill: position, height, speed and course. */
export const gps: Profile = {
  title: 'GPS receiver',
  description: 'Latitude, longitude, height, speed and course of a vehicle on a two-minute lap.',
  rate: 5,
  countable: false,
  channels: () => [
    { name: 'latitude', unit: '°', decimals: 7, spread: 0.00165 },
    { name: 'longitude', unit: '°', decimals: 7, spread: 0.0038 },
    { name: 'altitude', unit: 'm', decimals: 1, spread: 8.4 },
    { name: 'speed', unit: 'm/s', decimals: 2, spread: 6.3 },
    { name: 'course', unit: '°', decimals: 1, spread: 95 }
  ],
  *rows({ random, rate }) {
    const row = new Float64Array(5)
    const longitudeLength = degreeLength * Math.cos((centre.latitude * Math.PI) / 180)
    for (let index = 0; ; index++) {
      const phase = (2 * Math.PI * index) / rate / lap
      const turn = (2 * Math.PI) / lap
      const [east, north] = [reach.east * Math.sin(phase), reach.north * Math.sin(2 * phase)]
      const [eastSpeed, northSpeed] = [
        reach.east * turn * Math.cos(phase),
        2 * reach.north * turn * Math.cos(2 * phase)
      ]
      row[0] = centre.latitude + (north + 0.4 * random.normal()) / degreeLength
      row[1] = centre.longitude + (east + 0.4 * random.normal()) / longitudeLength
      row[2] = 1608 + 12 * Math.sin(phase) + 0.3 * random.normal()
      row[3] = Math.hypot(eastSpeed, northSpeed) + 0.05 * random.normal()
      row[4] = ((Math.atan2(eastSpeed, northSpeed) * 180) / Math.PI + 360) % 360
      yield row
    }
  }
}
