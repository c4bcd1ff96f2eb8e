import type { Profile } from '../profile'

const gravity = 9.80665
const degree = Math.PI / 180
/** Slow swings of a body on a rope: amplitude in degrees, frequency in Hz, for roll, pitch and yaw. */
const swings = [
  { amplitude: [18, 6], frequency: [0.11, 0.43] },
  { amplitude: [14, 4], frequency: [0.17, 0.61] },
  { amplitude: [25, 3], frequency: [0.05, 0.37] }
] as const

/** Accelerometer and gyroscope of one moving body: what the gyroscope says is the derivative of what gravity shows. */
export const imu: Profile = {
  title: 'Motion sensor (IMU)',
  description: 'Accelerometer and gyroscope with three axes each, on a body that swings.',
  rate: 100,
  countable: false,
  channels: () => [
    { name: 'accel.x', unit: 'm/s²', decimals: 3, spread: 1.75 },
    { name: 'accel.y', unit: 'm/s²', decimals: 3, spread: 2.2 },
    { name: 'accel.z', unit: 'm/s²', decimals: 3, spread: 0.3 },
    { name: 'gyro.x', unit: '°/s', decimals: 2, spread: 14.5 },
    { name: 'gyro.y', unit: '°/s', decimals: 2, spread: 15 },
    { name: 'gyro.z', unit: '°/s', decimals: 2, spread: 7.5 }
  ],
  *rows({ random, rate }) {
    const phases = swings.map(() => [random.next(), random.next()])
    const row = new Float64Array(6)
    const angle = [0, 0, 0]
    for (let index = 0; ; index++) {
      const seconds = index / rate
      for (let axis = 0; axis < 3; axis++) {
        const { amplitude, frequency } = swings[axis]
        angle[axis] = 0
        let speed = 0
        for (let part = 0; part < 2; part++) {
          const turn = 2 * Math.PI * (frequency[part] * seconds + phases[axis][part])
          angle[axis] += amplitude[part] * Math.sin(turn)
          speed += amplitude[part] * 2 * Math.PI * frequency[part] * Math.cos(turn)
        }
        row[3 + axis] = speed + 0.15 * random.normal()
      }
      const roll = angle[0] * degree
      const pitch = angle[1] * degree
      row[0] = -gravity * Math.sin(pitch) + 0.03 * random.normal()
      row[1] = gravity * Math.sin(roll) * Math.cos(pitch) + 0.03 * random.normal()
      row[2] = gravity * Math.cos(roll) * Math.cos(pitch) + 0.03 * random.normal()
      yield row
    }
  }
}
