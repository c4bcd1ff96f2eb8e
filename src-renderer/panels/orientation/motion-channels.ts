import type { ShownChannel } from '../../stores/looks'
import type { OrientationMode } from './options'

export interface MotionChannels {
  readonly mode: OrientationMode
  readonly channels: readonly ShownChannel[]
}

const axis = (word: string, letter: string): RegExp => new RegExp(`^(?:.*[._\\s-])?${word}[._\\s-]?${letter}$`, 'i')
const acceleration = ['x', 'y', 'z'].map(letter => axis('a(?:cc(?:el(?:eration|erometer)?)?)?', letter))
const rotation = ['x', 'y', 'z'].map(letter => axis('(?:g(?:yro(?:scope)?)?|omega|w)', letter))
const angles = [axis('', 'roll'), axis('', 'pitch'), axis('', '(?:yaw|heading)')]
const quaternion = ['(?:w|0)', '(?:x|1|i)', '(?:y|2|j)', '(?:z|3|k)'].map(part => axis('q(?:uat(?:ernion)?)?', part))

/** The channels of the first session that say where it points: a quaternion, else three angles, else a motion sensor. */
export function findMotion(all: readonly ShownChannel[]): MotionChannels | undefined {
  for (const session of new Set(all.map(shown => shown.session))) {
    const own = all.filter(shown => shown.session === session)
    const every = (names: readonly RegExp[]): ShownChannel[] | undefined => {
      const found = names.flatMap(name => own.find(({ channel }) => name.test(channel.name)) ?? [])
      return found.length === names.length ? found : undefined
    }
    const direct = every(quaternion)
    if (direct) return { mode: 'quaternion', channels: direct }
    const turned = every(angles)
    if (turned) return { mode: 'angles', channels: turned }
    const felt = every(acceleration)
    if (felt) return { mode: 'motion', channels: [...felt, ...(every(rotation) ?? [])] }
  }
  return undefined
}

/** Radians a second of one unit of a gyroscope's channel; degrees a second when the unit does not say. */
export function rotationUnit(unit: string): number {
  if (/^m?dps$|^m?(?:°|deg)/i.test(unit)) return (Math.PI / 180) * (/^m/i.test(unit) ? 1e-3 : 1)
  return /rad/i.test(unit) ? 1 : Math.PI / 180
}
