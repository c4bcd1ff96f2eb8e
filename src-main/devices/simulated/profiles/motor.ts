import type { Profile, RowOptions } from '../profile'

const idle = 900
const loaded = 1500
/** Amplitude of the vibration at 1500 rpm, mm/s, at once, twice and three times the speed of the shaft. */
const harmonics = [1.6, 0.6, 0.25] as const

/** A motor between idling and load; its vibration has harmonics of the shaft's speed and grows with its square. */
export const motor: Profile = {
  title: 'Motor',
  description: 'Speed, current and vibration of a motor that idles, runs up, works and slows down.',
  rate: 200,
  countable: false,
  channels: () => [
    { name: 'rpm', unit: '1/min', decimals: 1, spread: 270 },
    { name: 'current', unit: 'A', decimals: 3, spread: 1.35 },
    { name: 'vibration', unit: 'mm/s', decimals: 4, spread: 0.95 }
  ],
  *rows(options) {
    const { random, rate } = options
    const row = new Float64Array(3)
    let shaft = 0
    for (const target of speeds(options)) {
      const rpm = target.rpm + 2 * random.normal()
      shaft = (shaft + rpm / 60 / rate) % 1
      const strength = (rpm / loaded) ** 2
      let vibration = 0.08 * random.normal()
      for (let order = 1; order <= 3; order++)
        vibration += strength * harmonics[order - 1] * Math.sin(2 * Math.PI * order * shaft + 0.7 * order)
      row[0] = rpm
      row[1] = 1.1 + 3 * strength + Math.max(-0.8, 0.02 * target.push) + 0.03 * random.normal()
      row[2] = vibration
      yield row
    }
    throw new RangeError('the motor never stops')
  }
}

interface Speed {
  readonly rpm: number
  /** Change of speed that the current has to pay for, rpm a second. */
  readonly push: number
}

/** The speed asked of the motor, row by row: four phases in turn, for ever. */
function* speeds({ random, rate }: RowOptions): Generator<Speed, never, void> {
  for (;;) {
    yield* hold(idle, 8 + 4 * random.next(), rate)
    yield* ramp(idle, loaded, 4, rate)
    yield* hold(loaded, 10 + 5 * random.next(), rate)
    yield* ramp(loaded, idle, 6, rate)
  }
}

function* hold(rpm: number, seconds: number, rate: number): Generator<Speed, void, void> {
  for (let row = 0; row < seconds * rate; row++) yield { rpm, push: 0 }
}

function* ramp(from: number, to: number, seconds: number, rate: number): Generator<Speed, void, void> {
  const push = (to - from) / seconds
  for (let row = 0; row < seconds * rate; row++) yield { rpm: from + (push * row) / rate, push }
}
