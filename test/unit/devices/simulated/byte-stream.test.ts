import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { simulatedLines, type SimulatorFault } from '@main/devices/simulated/byte-stream'
import { profileTable } from '@main/devices/simulated/profiles'
import { faultNames, profileNames, simulatorFormats, SimulatorSpec } from '@shared/model/device'

const spec = (fields: Record<string, unknown>): SimulatorSpec =>
  SimulatorSpec.parse({ kind: 'simulator', profile: 'sine', ...fields })

/** The first `count` samples as sent; `faults[n]` is sent in with the call that answers sample n. */
function samples(of: SimulatorSpec, count: number, faults: Record<number, SimulatorFault> = {}): string[] {
  const lines = simulatedLines(of)
  const texts: string[] = []
  for (let index = 0; index < count; index++)
    texts.push(Buffer.from(lines.next(faults[index]).value).toString('latin1'))
  return texts
}

/** The column of channel `channel` without the header. */
function column(texts: readonly string[], channel = 0): number[] {
  return texts.map((text, index) => Number(text.split('\n')[index === 0 ? 1 : 0].split(',')[channel]))
}

const anySpec = fc.record({
  profile: fc.constantFrom(...profileNames),
  seed: fc.integer({ min: 0, max: 4_294_967_295 }),
  format: fc.constantFrom(...simulatorFormats)
})

describe('what a simulator sends', () => {
  test('the same spec and the same faults give the same bytes', () => {
    const fault = fc.constantFrom(...faultNames.filter(name => name !== 'disconnect'))
    const faults = fc.dictionary(fc.integer({ min: 1, max: 99 }).map(String), fault, { maxKeys: 4 })
    fc.assert(
      fc.property(anySpec, faults, (fields, chosen) => {
        const sent = Object.fromEntries(Object.entries(chosen).map(([at, name]) => [at, { fault: name, channel: '*' }]))
        expect(samples(spec(fields), 100, sent)).toEqual(samples(spec(fields), 100, sent))
      })
    )
  })

  test('another seed gives other bytes', () => {
    for (const profile of profileNames.filter(name => name !== 'crossing'))
      expect(samples(spec({ profile, seed: 1 }), 5)).not.toEqual(samples(spec({ profile, seed: 2 }), 5))
  })

  test('csv begins with one header line that has names and units', () => {
    const [first, second] = samples(spec({ profile: 'weather' }), 2)
    const header = Buffer.from(first.split('\n')[0], 'latin1').toString()
    expect(header).toBe('temperature (°C),humidity (%),pressure (hPa)')
    expect(first.split('\n')).toHaveLength(3)
    expect(second).toMatch(/^-?[\d.]+,[\d.]+,[\d.]+\n$/)
  })

  test('labels, teleplot and json carry the same numbers as csv', () => {
    const text = (format: string): string => {
      const lines = simulatedLines(spec({ profile: 'imu', format }))
      return String(lines.next().value)
    }
    const values = text('csv').split('\n')[1].split(',').map(Number)
    const [ax, ay, az, gx, gy, gz] = values
    expect(JSON.parse(text('json'))).toEqual({ accel: { x: ax, y: ay, z: az }, gyro: { x: gx, y: gy, z: gz } })
    expect(text('labels')).toBe(
      `accel.x:${ax}\taccel.y:${ay}\taccel.z:${az}\tgyro.x:${gx}\tgyro.y:${gy}\tgyro.z:${gz}\n`
    )
    expect(text('teleplot').split('\n')[0]).toBe(`>accel.x:${ax}§m/s²`)
    expect(text('teleplot').split('\n')).toHaveLength(7)
    expect(text('teleplot')).toMatch(new RegExp(`>gyro.z:${gz}§°/s\\n$`))
  })

  test('every number is printed plainly, with its decimals at most, and without a negative zero', () => {
    const numbers = samples(spec({ channels: 20, rate: 1000 }), 2000)
      .slice(1)
      .join('')
      .split(/[,\n]/)
      .filter(Boolean)
    expect(numbers.filter(number => !/^-?\d+(\.\d{1,4})?$/.test(number))).toEqual([])
    expect(numbers).not.toContain('-0')
    expect(numbers.every(number => String(Number(number)) === number)).toBe(true)
  })

  test('a number of channels the profile does not have is refused', () => {
    expect(() => simulatedLines(spec({ profile: 'motor', channels: 9 })).next()).toThrow(
      expect.objectContaining({ code: 'bad-input' })
    )
  })

  test('throw() ends it, and the error comes out again', () => {
    const lines = simulatedLines(spec({}))
    lines.next()
    const error = new Error('pulled')
    expect(() => lines.throw(error)).toThrow(error)
    expect(lines.next().done).toBe(true)
  })
})

describe('a fault', () => {
  const of = spec({ channels: 2, rate: 10 })
  const spread = profileTable.sine.channels()[0].spread
  const plain = column(samples(of, 500))

  /** First channel's difference to the undisturbed stream, with `fault` from sample 100 on. */
  function differences(fault: SimulatorFault['fault'], channel = 'sine1'): number[] {
    return column(samples(of, 500, { 100: { fault, channel } })).map((value, index) => value - plain[index])
  }
  const changed = (values: readonly number[]): number[] => [...values.keys()].filter(index => values[index] !== 0)

  test.each(profileNames)(
    'spike, %s: one sample, at least 20 deviations away from where it would have been',
    profile => {
      const seconds = profile === 'weather' ? 1440 : 100
      const other = spec({ profile })
      const count = seconds * profileTable[profile].rate
      const right = column(samples(other, count))
      const spiked = column(samples(other, count, { 50: { fault: 'spike', channel: '*' } }))
      const mean = right.reduce((sum, value) => sum + value, 0) / count
      const deviation = Math.sqrt(right.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1))
      expect(spiked.filter((value, index) => value !== right[index])).toHaveLength(1)
      expect(Math.abs(spiked[50] - mean)).toBeGreaterThan(20 * deviation)
    }
  )

  test('touches only its channel', () => {
    expect(changed(differences('spike', 'sine2'))).toEqual([])
    expect(changed(differences('spike', '*'))).toEqual([100])
  })

  test('drift: a ramp of 30 s, then as before', () => {
    const ramp = differences('drift')
    expect(changed(ramp)).toEqual(Array.from({ length: 300 }, (_, index) => 100 + index))
    expect(ramp[399]).toBeCloseTo(10 * spread, 2)
    expect(ramp[249]).toBeCloseTo(5 * spread, 2)
  })

  test('stuck: the same value for 10 s', () => {
    const stuck = column(samples(of, 500, { 100: { fault: 'stuck', channel: 'sine1' } }))
    expect(new Set(stuck.slice(100, 200)).size).toBe(1)
    expect(stuck[100]).toBe(plain[100])
    expect(stuck.slice(200)).toEqual(plain.slice(200))
  })

  test('noise: a burst of 5 s', () => {
    const burst = differences('noise')
    expect(changed(burst).every(index => index >= 100 && index < 150)).toBe(true)
    const power = Math.sqrt(burst.slice(100, 150).reduce((sum, value) => sum + value * value, 0) / 50)
    expect(power).toBeGreaterThan(3 * spread)
  })

  test('dropout: no lines for 5 s, and then the line that is due', () => {
    const texts = samples(of, 500, { 100: { fault: 'dropout', channel: '*' } })
    const right = samples(of, 500)
    expect(texts.slice(100, 150).join('')).toBe('')
    expect([...texts.slice(0, 100), ...texts.slice(150)]).toEqual([...right.slice(0, 100), ...right.slice(150)])
  })

  test('garbage: bytes that are no line, closed so that the next line is whole', () => {
    const texts = samples(of, 500, { 100: { fault: 'garbage', channel: '*' } })
    const right = samples(of, 500)
    expect(texts[100]).toHaveLength(200)
    expect(texts[100].indexOf('\n')).toBe(199)
    expect(Buffer.from(texts[100], 'latin1').toString()).toContain('\uFFFD')
    expect(texts.filter((text, index) => text !== right[index])).toHaveLength(1)
  })

  test('several at once add up, and the stream goes on', () => {
    const both = column(
      samples(of, 500, { 100: { fault: 'stuck', channel: 'sine1' }, 110: { fault: 'spike', channel: 'sine1' } })
    )
    expect(both[110]).toBeCloseTo(both[109] + 30 * spread, 3)
    expect(both[111]).toBe(both[109])
  })

  test('on an unknown channel says which there are', () => {
    const lines = simulatedLines(of)
    lines.next()
    expect(() => lines.next({ fault: 'spike', channel: 'x' })).toThrow(
      expect.objectContaining({ code: 'not-found', remedy: 'It has sine1, sine2.' })
    )
  })
})
