import { describe, expect, it } from 'vitest'
import { findMotion, rotationUnit } from '@renderer/panels/orientation/motion-channels'
import { createPoseReader } from '@renderer/panels/orientation/pose-reader'
import { anglesOf } from '@shared/analysis/attitude'
import { shownChannels } from './shown'

const found = (names: readonly string[]): [string | undefined, string[] | undefined] => {
  const motion = findMotion(shownChannels(names))
  return [motion?.mode, motion?.channels.map(({ channel }) => channel.name)]
}
const columns = (rows: readonly (readonly number[])[]): Float64Array[] =>
  rows[0].map((_, at) => Float64Array.from(rows, row => row[at]))

describe('the orientation view', () => {
  it('finds what tells the orientation by the names of the channels', () => {
    const imu = ['accel.x', 'accel.y', 'accel.z', 'gyro.x', 'gyro.y', 'gyro.z']
    expect(found(imu)).toEqual(['motion', imu])
    expect(found(['gx', 'ax', 'gy', 'ay', 'gz', 'az'])).toEqual(['motion', ['ax', 'ay', 'az', 'gx', 'gy', 'gz']])
    expect(found(['Roll', 'Pitch', 'Heading'])).toEqual(['angles', ['Roll', 'Pitch', 'Heading']])
    expect(found(['q0', 'q1', 'q2', 'q3', 'roll', 'pitch', 'yaw'])).toEqual(['quaternion', ['q0', 'q1', 'q2', 'q3']])
    expect(found(['max', 'relay', 'jazz'])).toEqual([undefined, undefined])
  })

  it('knows the units of gyroscopes', () => {
    expect(rotationUnit('rad/s')).toBe(1)
    for (const unit of ['°/s', 'deg/s', 'dps', '']) expect(rotationUnit(unit)).toBeCloseTo(Math.PI / 180, 12)
    expect(rotationUnit('mdps')).toBeCloseTo(Math.PI / 180_000, 12)
  })

  it('reads every row once, also when it stays in the window', () => {
    const reader = createPoseReader({ mode: 'motion', rotationUnit: Math.PI / 180 })
    const turning = (count: number): number[][] => Array.from({ length: count }, () => [0, 0, 9.81, 0, 0, 10])
    const time = Float64Array.from({ length: 11 }, (_, row) => row * 100)
    const window = (rows: number): Parameters<typeof reader.read>[0] => ({
      rows,
      time: time.subarray(0, rows),
      gap: new Uint8Array(rows),
      value: columns(turning(rows))
    })
    reader.read(window(5))
    const pose = reader.read(window(11))
    expect(pose && anglesOf(pose).yaw).toBeCloseTo(10, 6)
    expect(reader.read(window(11))).toEqual(pose)
  })

  it('takes angles and quaternions as they come, and keeps the last where a row has none', () => {
    const angles = createPoseReader({ mode: 'angles', rotationUnit: 1 })
    const rows = [
      [10, 20, 30],
      [NaN, 1, 2]
    ]
    const pose = angles.read({ rows: 2, time: Float64Array.of(1, 2), gap: new Uint8Array(2), value: columns(rows) })
    expect(pose && anglesOf(pose).pitch).toBeCloseTo(20, 9)
    const direct = createPoseReader({ mode: 'quaternion', rotationUnit: 1 })
    const whole = direct.read({
      rows: 2,
      time: Float64Array.of(1, 2),
      gap: new Uint8Array(2),
      value: columns([
        [2, 0, 0, 0],
        [0, 0, 0, 0]
      ])
    })
    expect(whole).toEqual([1, 0, 0, 0])
  })
})
