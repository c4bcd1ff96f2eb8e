import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anglesOf, attitude, fromAngles, type MotionSample, rotated } from '@shared/analysis/attitude'

const radians = Math.PI / 180
const angle = (limit: number): fc.Arbitrary<number> => fc.double({ min: -limit, max: limit, noNaN: true })

/** What an accelerometer reads at rest with these angles, degrees. */
function gravity(roll: number, pitch: number): [number, number, number] {
  return [
    -9.81 * Math.sin(pitch * radians),
    9.81 * Math.sin(roll * radians) * Math.cos(pitch * radians),
    9.81 * Math.cos(roll * radians) * Math.cos(pitch * radians)
  ]
}

function started(): Generator<ReturnType<typeof fromAngles>, never, MotionSample> {
  const running = attitude()
  running.next()
  return running
}

describe('attitude', () => {
  it('turns angles into a rotation and back', () => {
    fc.assert(
      fc.property(angle(179), angle(89), angle(179), (roll, pitch, yaw) => {
        const back = anglesOf(fromAngles({ roll, pitch, yaw }))
        expect(back.roll).toBeCloseTo(roll, 6)
        expect(back.pitch).toBeCloseTo(pitch, 6)
        expect(back.yaw).toBeCloseTo(yaw, 6)
      })
    )
  })

  it('finds roll and pitch of a body at rest from gravity alone, in the first sample', () => {
    fc.assert(
      fc.property(angle(175), angle(80), (roll, pitch) => {
        const pose = started().next({ seconds: 0, acceleration: gravity(roll, pitch), rotation: null }).value
        const found = anglesOf(pose)
        expect(found.roll).toBeCloseTo(roll, 5)
        expect(found.pitch).toBeCloseTo(pitch, 5)
        // What the body feels as up is the room's up.
        const up = rotated(pose, gravity(roll, pitch))
        expect(up[2]).toBeCloseTo(9.81, 6)
      })
    )
  })

  it('follows a turn about the vertical that only the gyroscope sees', () => {
    const running = started()
    let pose = running.next({ seconds: 0, acceleration: [0, 0, 1], rotation: [0, 0, 0] }).value
    for (let step = 0; step < 100; step++)
      pose = running.next({ seconds: 0.01, acceleration: [0, 0, 1], rotation: [0, 0, 90 * radians] }).value
    expect(anglesOf(pose).yaw).toBeCloseTo(90, 6)
    expect(anglesOf(pose).roll).toBeCloseTo(0, 6)
  })

  it('lets gravity correct what the gyroscope has drifted', () => {
    const running = started()
    running.next({ seconds: 0, acceleration: gravity(0, 0), rotation: [0, 0, 0] })
    let pose = fromAngles({ roll: 0, pitch: 0, yaw: 0 })
    for (let step = 0; step < 2000; step++)
      pose = running.next({ seconds: 0.01, acceleration: gravity(30, 0), rotation: [0, 0, 0] }).value
    expect(anglesOf(pose).roll).toBeCloseTo(30, 3)
  })

  it('keeps its attitude when a sample is no measurement', () => {
    const running = started()
    const before = running.next({ seconds: 0, acceleration: gravity(20, 10), rotation: null }).value
    for (const acceleration of [
      [NaN, 0, 1],
      [0, 0, 0],
      [Infinity, 0, 0]
    ] as const)
      expect(running.next({ seconds: 0.1, acceleration, rotation: null }).value).toEqual(before)
  })
})
