import type { ShownChannel } from '../../stores/looks'

export interface PositionChannels {
  readonly latitude: ShownChannel
  readonly longitude: ShownChannel
}

const latitudeName = /^(.*?)(?:^|[._\s-]|(?<=[a-z])(?=L))lat(?:itude)?$/i
const longitudeNames = ['longitude', 'long', 'lon', 'lng']

/** The first pair of one session whose names say latitude and longitude with the same words before: `gps.lat`, `gps.lon`. */
export function findPosition(all: readonly ShownChannel[]): PositionChannels | undefined {
  for (const latitude of all) {
    const match = latitudeName.exec(latitude.channel.name)
    if (!match) continue
    const before = match[1].toLowerCase()
    const longitude = all.find(({ session, channel }) => {
      const name = channel.name.toLowerCase()
      if (session !== latitude.session || !name.startsWith(before)) return false
      return longitudeNames.includes(name.slice(before.length).replace(/^[._\s-]/, ''))
    })
    if (longitude) return { latitude, longitude }
  }
  return undefined
}

/** Whether a pair of numbers is a place: receivers without a fix say nothing, zero and zero, or what cannot be. */
export function isPlace(latitude: number, longitude: number): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && !(latitude === 0 && longitude === 0)
}
