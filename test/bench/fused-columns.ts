import type { FusedLoop, FusedOptions } from './fused-loop'
import { emptyTally } from './pipeline-sinks'

const power = Float64Array.from({ length: 10 }, (_, exponent) => 10 ** exponent)

/**
 * The other way to fuse by hand: the rows of a read are parsed into columns, then one loop a channel does statistics,
 * z-score, light and all three sinks with its whole state in local variables. Faster than `fusedLoop` where reads are
 * large, slower where they are small; the benchmark compares with the better one of each case.
 */
export function fusedColumns({ channels, window, threshold, lights }: FusedOptions): FusedLoop {
  const { yellow, red, deadband, onDelay, offDelay } = lights
  const redLow = red.low ?? -Infinity
  const redHigh = red.high ?? Infinity
  const low = Math.max(redLow, yellow.low ?? -Infinity)
  const high = Math.min(redHigh, yellow.high ?? Infinity)
  const [clearLow, clearHigh, clearRedLow, clearRedHigh] = [low, -high, redLow, -redHigh].map((limit, index) =>
    index % 2 === 0 ? limit + deadband : -limit - deadband
  )
  const [perSample, perFreedom] = [1 / window, 1 / (window - 1)]
  const needed = Math.max(2, Math.min(window, 10))
  const numbers = (length: number): Float64Array => new Float64Array(length)
  const states = Array.from({ length: channels }, () => ({
    ring: numbers(window),
    olderMean: numbers(window + 1),
    olderSquares: numbers(window + 1),
    position: 0,
    filled: 0,
    reference: 0,
    sum: 0,
    squares: 0,
    mean: NaN,
    deviation: NaN,
    active: 0,
    light: 0,
    outside: NaN,
    outsideRed: NaN,
    clear: NaN,
    clearOfRed: NaN
  }))
  const tally = emptyTally(channels)
  let columns = states.map(() => numbers(64))
  let times = numbers(64)
  let carried = new Uint8Array(0)
  let previous = NaN
  let newest = -Infinity

  function parse(bytes: Uint8Array, end: number, time: number, slope: number): number {
    if (end / (2 * channels) > times.length) {
      columns = states.map(() => numbers(end / channels + 1))
      times = numbers(end / channels + 1)
    }
    let at = 0
    let row = 0
    let channel = 0
    while (at < end) {
      let code = bytes[at]
      const negative = code === 45
      if (negative) code = bytes[++at]
      let digits = 0
      while (code >= 48) {
        digits = (Math.imul(digits, 10) + code - 48) | 0
        code = bytes[++at]
      }
      let value = digits
      if (code === 46) {
        const dot = at
        code = bytes[++at]
        while (code >= 48) {
          digits = (Math.imul(digits, 10) + code - 48) | 0
          code = bytes[++at]
        }
        value = digits / power[at - dot - 1]
      }
      at++
      columns[channel++][row] = negative ? -value : value
      if (channel === channels) {
        channel = 0
        const rowTime = time - (bytes.length - at) * slope
        if (rowTime > newest) newest = rowTime
        times[row++] = newest
      }
    }
    return row
  }

  function work(channel: number, count: number): void {
    const state = states[channel]
    const column = columns[channel]
    const { ring, olderMean, olderSquares } = state
    let { position, filled, reference, sum, squares, mean, deviation, active, light } = state
    let { outside, outsideRed, clear, clearOfRed } = state
    let [minimum, maximum] = [tally.minimum[channel], tally.maximum[channel]]
    let [means, deviations, scores] = [tally.mean[channel], tally.deviation[channel], tally.score[channel]]
    let [anomalies, lit] = [0, 0]
    for (let row = 0; row < count; row++) {
      const x = column[row]
      if (x !== x) continue
      let score = NaN
      let anomaly = 0
      if (filled >= needed) {
        score = Math.abs(x - mean) / deviation
        if (score !== score) score = x === mean && deviation === 0 ? 0 : NaN
        if (score > threshold) {
          anomaly = 1
          if (active === 0) tally.events++
        }
      }
      active = anomaly
      if (position === 0) {
        reference = x
        sum = squares = 0
        if (filled === window) {
          const own = ring[window - 1]
          const shift = own - reference
          let [total, all] = [0, 0]
          for (let slot = window - 1; slot >= 0; slot--) {
            const difference = ring[slot] - own
            total += difference
            all += difference * difference
            const average = total / (window - slot)
            olderMean[slot] = average + shift
            olderSquares[slot] = all - total * average
          }
          olderMean[window] = olderSquares[window] = 0
        }
      }
      const difference = x - reference
      sum += difference
      squares += difference * difference
      ring[position++] = x
      const own = sum / position
      if (filled === window) {
        const gap = olderMean[position] - own
        const share = (window - position) * perSample
        mean = reference + (own + gap * share)
        deviation = Math.sqrt(
          (squares - sum * own + olderSquares[position] + gap * gap * (position * share)) * perFreedom
        )
      } else {
        filled++
        mean = reference + own
        deviation = Math.sqrt((squares - sum * own) / (position - 1))
      }
      if (position === window) position = 0
      if (light === 0 && x >= low && x <= high) outside = outsideRed = NaN
      else {
        const now = times[row]
        const before = light
        outside = x < low || x > high ? (outside === outside ? outside : now) : NaN
        outsideRed = x < redLow || x > redHigh ? (outsideRed === outsideRed ? outsideRed : now) : NaN
        clear = x >= clearLow && x <= clearHigh ? (clear === clear ? clear : now) : NaN
        clearOfRed = x >= clearRedLow && x <= clearRedHigh ? (clearOfRed === clearOfRed ? clearOfRed : now) : NaN
        if (light < 2 && now - outsideRed >= onDelay) light = 2
        else if (light === 0 && now - outside >= onDelay) light = 1
        else if (light > 0 && now - clear >= offDelay) light = 0
        else if (light === 2 && now - clearOfRed >= offDelay) light = 1
        if (light !== before) tally.events++
      }
      if (x < minimum) minimum = x
      if (x > maximum) maximum = x
      means += mean
      if (deviation === deviation) deviations += deviation
      if (score === score) scores += score
      anomalies += anomaly
      lit += light
    }
    state.position = position
    state.filled = filled
    state.reference = reference
    state.sum = sum
    state.squares = squares
    state.mean = mean
    state.deviation = deviation
    state.active = active
    state.light = light
    state.outside = outside
    state.outsideRed = outsideRed
    state.clear = clear
    state.clearOfRed = clearOfRed
    tally.minimum[channel] = minimum
    tally.maximum[channel] = maximum
    tally.mean[channel] = means
    tally.deviation[channel] = deviations
    tally.score[channel] = scores
    tally.anomalies[channel] += anomalies
    tally.states[channel] += lit
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
    const count = parse(bytes, end, time, slope)
    tally.rows += count
    for (let channel = 0; channel < channels; channel++) work(channel, count)
    carried = bytes.slice(end)
  }

  return { push, tally }
}
