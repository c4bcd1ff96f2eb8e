import type { Profile } from '../profile'
import type { Random } from '../random'

/** A day passes in 24 minutes, one hour a minute, so that its cycle can be watched. */
export const secondsOfDay = 24 * 60

/** Warm and dry in the afternoon, cool and damp before dawn, with weather of a few hours on top. */
export const weather: Profile = {
  title: 'Weather station',
  description: 'Temperature, humidity and air pressure; a day passes in 24 minutes.',
  rate: 2,
  countable: false,
  channels: () => [
    { name: 'temperature', unit: '°C', decimals: 2, spread: 4.6 },
    { name: 'humidity', unit: '%', decimals: 1, spread: 12 },
    { name: 'pressure', unit: 'hPa', decimals: 2, spread: 2.1 }
  ],
  *rows({ random, rate }) {
    const row = new Float64Array(3)
    const warmth = wandering(random, rate, 200)
    const damp = wandering(random, rate, 150)
    const front = wandering(random, rate, 500)
    for (let index = 0; ; index++) {
      const seconds = index / rate
      // The first row is at nine in the morning; it is warmest at three in the afternoon.
      const hour = 9 + seconds / 60
      const sun = Math.cos((2 * Math.PI * (hour - 15)) / 24)
      const tide = Math.cos((4 * Math.PI * (hour - 10)) / 24)
      row[0] = 14 + 6 * sun + 1.2 * warmth.next().value + 0.03 * random.normal()
      row[1] = Math.min(100, Math.max(5, 62 - 15 * sun + 4 * damp.next().value + 0.2 * random.normal()))
      row[2] = 1013.2 + 0.8 * tide + 2 * front.next().value + 0.04 * random.normal()
      yield row
    }
  }
}

/** A value of deviation 1 that wanders about 0 and forgets where it was in about `memory` seconds. */
function* wandering(random: Random, rate: number, memory: number): Generator<number, never, void> {
  const keep = Math.exp(-1 / (rate * memory))
  const kick = Math.sqrt(1 - keep * keep)
  let value = 0
  for (;;) {
    value = keep * value + kick * random.normal()
    yield value
  }
}
