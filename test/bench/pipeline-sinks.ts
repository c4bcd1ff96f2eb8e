import type { Item } from '@shared/model/item'

/** What the three trivial sinks of the benchmark keep, by channel. */
export interface Tally {
  rows: number
  readonly minimum: Float64Array
  readonly maximum: Float64Array
  readonly mean: Float64Array
  readonly deviation: Float64Array
  readonly score: Float64Array
  readonly anomalies: Float64Array
  readonly states: Float64Array
  events: number
}

export function emptyTally(channels: number): Tally {
  const numbers = (): Float64Array => new Float64Array(channels)
  return {
    rows: 0,
    minimum: numbers().fill(Infinity),
    maximum: numbers().fill(-Infinity),
    mean: numbers(),
    deviation: numbers(),
    score: numbers(),
    anomalies: numbers(),
    states: numbers(),
    events: 0
  }
}

/** Three sinks of a pipeline: one for ranges, one for sums of the statistics, one that counts states and events. */
export function tallySinks(channels: number): { sinks: readonly ((item: Item) => void)[]; tally: Tally } {
  const tally = emptyTally(channels)
  function ranges(item: Item): void {
    if (item.kind !== 'batch') return
    tally.rows += item.count
    item.value.forEach((column, channel) => {
      let least = tally.minimum[channel]
      let most = tally.maximum[channel]
      for (let row = 0; row < item.count; row++) {
        const value = column[row]
        if (value < least) least = value
        if (value > most) most = value
      }
      tally.minimum[channel] = least
      tally.maximum[channel] = most
    })
  }
  function sums(item: Item): void {
    if (item.kind !== 'batch') return
    for (let channel = 0; channel < channels; channel++) {
      tally.mean[channel] = addColumn(tally.mean[channel], item.mean[channel], item.count)
      tally.deviation[channel] = addColumn(tally.deviation[channel], item.deviation[channel], item.count)
      tally.score[channel] = addColumn(tally.score[channel], item.score[channel], item.count)
    }
  }
  function counts(item: Item): void {
    if (item.kind === 'anomaly' || item.kind === 'state') tally.events++
    if (item.kind !== 'batch') return
    item.anomaly.forEach((column, channel) => {
      const state = item.state[channel]
      let anomalies = 0
      let states = 0
      for (let row = 0; row < item.count; row++) {
        anomalies += column[row]
        states += state[row]
      }
      tally.anomalies[channel] += anomalies
      tally.states[channel] += states
    })
  }
  return { sinks: [ranges, sums, counts], tally }
}

/** The sum and the column's numbers, in order. */
function addColumn(sum: number, column: Float64Array, count: number): number {
  for (let row = 0; row < count; row++) {
    const value = column[row]
    if (value === value) sum += value
  }
  return sum
}
