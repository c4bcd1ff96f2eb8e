import type { Profile } from '../profile'

const defaultChannels = 4
const noise = 0.05

/** A bank of noisy sines of amplitude 1, for as many channels and as high a rate as one likes: the load generator. */
export const sine: Profile = {
  title: 'Sine bank',
  description: 'Noisy sines, as many channels and lines a second as you like.',
  rate: 100,
  countable: true,
  channels: (count = defaultChannels) =>
    Array.from({ length: count }, (_, index) => ({ name: `sine${index + 1}`, unit: 'V', decimals: 4, spread: 0.71 })),
  *rows({ random, rate, channels }) {
    const row = new Float64Array(channels)
    const phase = Array.from({ length: channels }, () => random.next())
    for (let index = 0; ; index++) {
      const seconds = index / rate
      // 0.2 to 2 Hz, channel after channel.
      for (let channel = 0; channel < channels; channel++) {
        const turns = 0.2 * (1 + (channel % 10)) * seconds + phase[channel]
        row[channel] = Math.sin(2 * Math.PI * turns) + noise * random.normal()
      }
      yield row
    }
  }
}
