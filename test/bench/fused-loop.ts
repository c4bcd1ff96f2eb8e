import type { LightSettings } from '@shared/model/settings'
import { emptyTally, type Tally } from './pipeline-sinks'

export interface FusedOptions {
  readonly channels: number
  /** At most 1,024: one chunk, see src-main/signal/moving-window.ts. */
  readonly window: number
  readonly threshold: number
  readonly lights: LightSettings
}

export interface FusedLoop {
  push(bytes: Uint8Array, time: number): void
  readonly tally: Tally
}

const power = Float64Array.from({ length: 10 }, (_, exponent) => 10 ** exponent)

/**
 * What somebody would write by hand who needs no structure: separated numbers, moving statistics, z-score, traffic light
 * and the three sinks in one loop, value by value, for a fixed number of channels and nine digits at most. The yardstick
 * of the pipeline's benchmark, with `fusedColumns`; same arithmetic, so the sums agree to the last bit.
 */
export function fusedLoop({ channels, window, threshold, lights }: FusedOptions): FusedLoop {
  const { yellow, red, deadband, onDelay, offDelay } = lights
  const redLow = red.low ?? -Infinity
  const redHigh = red.high ?? Infinity
  const low = Math.max(redLow, yellow.low ?? -Infinity)
  const high = Math.min(redHigh, yellow.high ?? Infinity)
  const [perSample, perFreedom] = [1 / window, 1 / (window - 1)]
  const needed = Math.max(2, Math.min(window, 10))
  const numbers = (each = 1): Float64Array => new Float64Array(channels * each)
  const [reference, sum, squares, mean, deviation] = [numbers(), numbers(), numbers(), numbers(), numbers()]
  const [ring, olderMean, olderSquares] = [numbers(window), numbers(window + 1), numbers(window + 1)]
  const [position, filled] = [new Int32Array(channels), new Int32Array(channels)]
  const [active, light] = [new Uint8Array(channels), new Uint8Array(channels)]
  // Since when each lamp's conditions hold: outside yellow, outside red, clear of yellow, clear of red; NaN: not.
  const since = numbers(4).fill(NaN)
  const tally = emptyTally(channels)
  const row = numbers()
  let carried = new Uint8Array(0)
  let previous = NaN
  let newest = -Infinity

  function turn(channel: number): void {
    const last = channel * window + window - 1
    const base = channel * (window + 1)
    const own = ring[last]
    const shift = own - reference[channel]
    let total = 0
    let all = 0
    olderMean[base + window] = 0
    olderSquares[base + window] = 0
    for (let slot = window - 1; slot >= 0; slot--) {
      const difference = ring[channel * window + slot] - own
      total += difference
      all += difference * difference
      const average = total / (window - slot)
      olderMean[base + slot] = average + shift
      olderSquares[base + slot] = all - total * average
    }
  }

  function advance(x: number, channel: number, now: number): void {
    let score = NaN
    let anomaly = 0
    if (x === x) {
      if (filled[channel] >= needed) {
        score = Math.abs(x - mean[channel]) / deviation[channel]
        if (score !== score) score = x === mean[channel] && deviation[channel] === 0 ? 0 : NaN
        if (score > threshold) {
          anomaly = 1
          if (active[channel] === 0) tally.events++
        }
      }
      active[channel] = anomaly
      let at = position[channel]
      if (at === 0) {
        reference[channel] = x
        sum[channel] = squares[channel] = 0
        if (filled[channel] === window) turn(channel)
      }
      const difference = x - reference[channel]
      const s = (sum[channel] += difference)
      const q = (squares[channel] += difference * difference)
      ring[channel * window + at++] = x
      const own = s / at
      if (filled[channel] === window) {
        const older = channel * (window + 1) + at
        const gap = olderMean[older] - own
        const share = (window - at) * perSample
        mean[channel] = reference[channel] + (own + gap * share)
        deviation[channel] = Math.sqrt((q - s * own + olderSquares[older] + gap * gap * (at * share)) * perFreedom)
      } else {
        filled[channel]++
        mean[channel] = reference[channel] + own
        deviation[channel] = Math.sqrt((q - s * own) / (at - 1))
      }
      position[channel] = at === window ? 0 : at
      const lamp = light[channel]
      // The usual case first: a lamp that is green, and a value within all limits.
      if (lamp === 0 && x >= low && x <= high) since[channel * 4] = since[channel * 4 + 1] = NaN
      else if (change(x, channel, now) !== lamp) tally.events++
    }
    if (x < tally.minimum[channel]) tally.minimum[channel] = x
    if (x > tally.maximum[channel]) tally.maximum[channel] = x
    if (mean[channel] === mean[channel]) tally.mean[channel] += mean[channel]
    if (deviation[channel] === deviation[channel]) tally.deviation[channel] += deviation[channel]
    if (score === score) tally.score[channel] += score
    tally.anomalies[channel] += anomaly
    tally.states[channel] += light[channel]
  }

  function change(x: number, channel: number, now: number): number {
    const at = channel * 4
    const holds = (index: number, condition: boolean, delay: number): boolean => {
      if (!condition) since[at + index] = NaN
      else if (since[at + index] !== since[at + index]) since[at + index] = now
      return now - since[at + index] >= delay
    }
    const outside = holds(0, x < low || x > high, onDelay)
    const outsideRed = holds(1, x < redLow || x > redHigh, onDelay)
    const clear = holds(2, x >= low + deadband && x <= high - deadband, offDelay)
    const clearOfRed = holds(3, x >= redLow + deadband && x <= redHigh - deadband, offDelay)
    const lamp = light[channel]
    if (lamp < 2 && outsideRed) light[channel] = 2
    else if (lamp === 0 && outside) light[channel] = 1
    else if (lamp > 0 && clear) light[channel] = 0
    else if (lamp === 2 && clearOfRed) light[channel] = 1
    return light[channel]
  }

  function push(read: Uint8Array, time: number): void {
    const slope = previous === previous ? Math.max(0, (time - previous) / read.length) : 0
    previous = time
    let bytes = read
    if (carried.length > 0) {
      bytes = new Uint8Array(carried.length + read.length)
      bytes.set(carried)
      bytes.set(read, carried.length)
    }
    const end = bytes.lastIndexOf(10) + 1
    let at = 0
    while (at < end) {
      for (let channel = 0; channel < channels; channel++) {
        let code = bytes[at]
        const negative = code === 45
        if (negative) code = bytes[++at]
        let digits = 0
        while (code >= 48) {
          digits = (Math.imul(digits, 10) + code - 48) | 0
          code = bytes[++at]
        }
        let places = 0
        if (code === 46) {
          const dot = at
          code = bytes[++at]
          while (code >= 48) {
            digits = (Math.imul(digits, 10) + code - 48) | 0
            code = bytes[++at]
          }
          places = at - dot - 1
        }
        at++
        const value = places === 0 ? digits : digits / power[places]
        row[channel] = negative ? -value : value
      }
      const rowTime = time - (bytes.length - at) * slope
      if (rowTime > newest) newest = rowTime
      for (let channel = 0; channel < channels; channel++) advance(row[channel], channel, newest)
      tally.rows++
    }
    carried = bytes.slice(end)
  }

  return { push, tally }
}
