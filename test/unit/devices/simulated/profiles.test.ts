import { describe, expect, test } from 'vitest'
import { profileTable, profiles, simulatedChannels } from '@main/devices/simulated/profiles'
import { seededRandom } from '@main/devices/simulated/random'
import { lamp } from '@main/devices/simulated/profiles/crossing'
import { secondsOfDay } from '@main/devices/simulated/profiles/weather'
import { ProfileInfo, profileNames, SimulatorSpec, type ProfileName } from '@shared/model/device'

/** Columns of the first `seconds` of a profile at its own rate, or at `rate`. */
function columns(name: ProfileName, seconds: number, rate = profileTable[name].rate): number[][] {
  const profile = profileTable[name]
  const channels = profile.channels().length
  const rows = profile.rows({ random: seededRandom(5), rate, channels })
  const result = Array.from({ length: channels }, () => [] as number[])
  for (let index = 0; index < seconds * rate; index++) {
    const row = rows.next().value
    for (let channel = 0; channel < channels; channel++) result[channel].push(row[channel])
  }
  return result
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}

/** The channel's part at `frequency`, as an amplitude. */
function amplitudeAt(frequency: number, values: readonly number[], rate: number): number {
  let [cosine, sine] = [0, 0]
  for (const [index, value] of values.entries()) {
    const angle = (2 * Math.PI * frequency * index) / rate
    cosine += value * Math.cos(angle)
    sine += value * Math.sin(angle)
  }
  return (2 * Math.hypot(cosine, sine)) / values.length
}

describe('the profiles', () => {
  test('are all offered, described and valid', () => {
    expect(profiles.map(profile => profile.name)).toEqual(profileNames)
    for (const profile of profiles) expect(ProfileInfo.parse(profile)).toEqual(profile)
  })

  test.each(profileNames)('%s: the spread that faults are measured in is that of its signal', name => {
    const seconds = name === 'weather' ? 20 * secondsOfDay : 300
    for (const [index, values] of columns(name, seconds).entries()) {
      const { spread } = profileTable[name].channels()[index]
      expect(values.every(Number.isFinite)).toBe(true)
      expect(spread / deviation(values)).toBeGreaterThan(0.8)
      expect(spread / deviation(values)).toBeLessThan(1.4)
    }
  })

  test('the lamp of the crossing cycles 30, 5 and 35 ticks', () => {
    const [lamps] = columns('crossing', 14)
    const cycle = [...Array(30).fill(lamp.green), ...Array(5).fill(lamp.yellow), ...Array(35).fill(lamp.red)]
    expect(lamps).toEqual([...cycle, ...cycle])
  })

  test('the barrier is down only while the lamp is red, and the bell rings before it is', () => {
    const [lamps, barrier, bell] = columns('crossing', 7)
    expect(Math.min(...barrier)).toBe(0)
    for (const [tick, light] of lamps.entries()) if (light !== lamp.red) expect(barrier[tick]).toBe(90)
    expect(barrier.at(-1)).toBe(90)
    expect(bell.indexOf(1)).toBe(30)
    expect(bell[barrier.indexOf(0)]).toBe(1)
    expect(bell[barrier.lastIndexOf(0)]).toBe(0)
  })

  test('the motion sensor feels one gravity, and its gyroscope agrees with where gravity goes', () => {
    const [x, y, z, gyroX] = columns('imu', 60)
    const radians = Math.PI / 180
    const force = x.map((_, index) => Math.hypot(x[index], y[index], z[index]))
    expect(Math.min(...force)).toBeGreaterThan(9.4)
    expect(Math.max(...force)).toBeLessThan(10.2)
    // Roll from gravity, one second apart, against the gyroscope summed up between.
    const roll = (index: number): number => Math.atan2(y[index], z[index]) / radians
    for (let from = 100; from < 5000; from += 700) {
      const turned = gyroX.slice(from, from + 100).reduce((sum, speed) => sum + speed / 100, 0)
      expect(Math.abs(roll(from + 100) - roll(from) - turned)).toBeLessThan(2)
    }
  })

  test('the weather has a daily cycle: warm and dry after noon, cool and damp before dawn', () => {
    const [temperature, humidity, pressure] = columns('weather', 10 * secondsOfDay)
    const rate = profileTable.weather.rate
    const at = (values: number[], hour: number): number => {
      const samples = values.filter((_, index) => Math.abs(((9 + index / rate / 60) % 24) - hour) < 1)
      return samples.reduce((sum, value) => sum + value, 0) / samples.length
    }
    expect(at(temperature, 15) - at(temperature, 3)).toBeGreaterThan(8)
    expect(at(humidity, 3) - at(humidity, 15)).toBeGreaterThan(15)
    expect(Math.min(...humidity)).toBeGreaterThanOrEqual(5)
    expect(Math.max(...humidity)).toBeLessThanOrEqual(100)
    expect(Math.min(...pressure)).toBeGreaterThan(980)
    expect(Math.max(...pressure)).toBeLessThan(1045)
  })

  test('the motor vibrates at its speed and twice and three times it', () => {
    // The first eight seconds idle at 900 rpm: 15 turns a second.
    const vibration = columns('motor', 8)[2]
    const found = [15, 30, 45, 60].map(frequency => amplitudeAt(frequency, vibration, 200))
    expect(found[0]).toBeGreaterThan(0.3)
    expect(found[1]).toBeGreaterThan(0.1)
    expect(found[2]).toBeGreaterThan(0.04)
    expect(found[3]).toBeLessThan(0.03)
  })

  test('the sine bank has as many channels as asked for; the others refuse a number that is not theirs', () => {
    const spec = (profile: ProfileName, channels: number): SimulatorSpec =>
      SimulatorSpec.parse({ kind: 'simulator', profile, channels })
    expect(simulatedChannels(spec('sine', 300))).toHaveLength(300)
    expect(simulatedChannels(spec('imu', 6))).toHaveLength(6)
    expect(() => simulatedChannels(spec('imu', 5))).toThrow(expect.objectContaining({ code: 'bad-input' }))
  })
})

describe('the random numbers', () => {
  test('are the same for the same seed and others for another seed or stream', () => {
    const draw = (seed: number, stream?: number): number[] => {
      const random = seededRandom(seed, stream)
      return Array.from({ length: 50 }, () => random.next())
    }
    expect(draw(7)).toEqual(draw(7))
    const heads = [draw(0), draw(1), draw(7), draw(4_294_967_295), draw(7, 1)].map(numbers => numbers[0])
    expect(new Set(heads).size).toBe(5)
  })

  test('are even, or normal with mean 0 and deviation 1', () => {
    const random = seededRandom(3)
    const even = Array.from({ length: 100_000 }, () => random.next())
    const normal = Array.from({ length: 100_000 }, () => random.normal())
    expect(deviation(even)).toBeCloseTo(1 / Math.sqrt(12), 2)
    expect(even.every(value => value >= 0 && value < 1)).toBe(true)
    expect(deviation(normal)).toBeCloseTo(1, 1)
    expect(normal.filter(value => Math.abs(value) < 1).length / normal.length).toBeCloseTo(0.683, 2)
  })
})
