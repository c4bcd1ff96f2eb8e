import type { AnomalySettings } from '@shared/model/settings'
import { z } from 'zod'
import { fromPlain, PlainNumber, toPlain } from './plain-number'

export const AnomalySnapshot = z.object({
  version: z.literal(1),
  mean: PlainNumber,
  deviation: PlainNumber,
  earlier: z.number().int().min(0),
  active: z.boolean()
})
export type AnomalySnapshot = z.infer<typeof AnomalySnapshot>

/** The columns of one channel: the first three are read, the last two written. */
export interface AnomalyColumns {
  readonly count: number
  readonly value: Float64Array
  /** As the moving window wrote them: after each sample. */
  readonly mean: Float64Array
  readonly deviation: Float64Array
  readonly score: Float64Array
  readonly anomaly: Uint8Array
}

const noEdges: readonly number[] = []

/**
 * Judges the samples of one channel.
 *
 * - `deviation:T`: the score is |x - mean|, in the channel's unit, with the mean of the window that includes x; an
 *   anomaly when it is above T.
 * - `zscore:K`: the score is |x - m| / s with m and s of the W samples before x (the window's statistics one sample
 *   earlier), so that a spike cannot hide itself; an anomaly when it is above K. It needs max(2, min(W, 10)) earlier
 *   samples in the window, else the score is NaN; a window of one sample has no s, so it never judges. With s = 0 the
 *   score is 0 when x = m, else Infinity. The first sample after a change of the window is still judged by the old one.
 * - `none`: the score is NaN.
 *
 * NaN is no sample: its score is NaN, it is no anomaly and does not end one. An infinite sample scores Infinity; finite
 * ones score NaN while an infinite one is in the window. A score of NaN is no anomaly.
 */
export class AnomalyDetector {
  #settings: AnomalySettings
  #window: number
  /** Statistics after the last sample, and how many samples they are of, counted up to ten. */
  #mean = NaN
  #deviation = NaN
  #earlier = 0
  #active = false

  constructor(settings: AnomalySettings, window: number) {
    this.#settings = settings
    this.#window = window
  }

  configure(settings: AnomalySettings, window: number): void {
    this.#settings = settings
    this.#window = window
    this.#earlier = Math.min(this.#earlier, window)
    if (settings.kind === 'none') this.#active = false
  }

  /** Writes score and anomaly of every row. Answers the rows at which an anomaly begins, in order. */
  judge(columns: AnomalyColumns): readonly number[] {
    const { count, value, mean, deviation, score, anomaly } = columns
    if (count === 0) return noEdges
    const settings = this.#settings
    const ready = this.#countEarlier(value, count)
    let edges = noEdges
    if (settings.kind === 'deviation') edges = this.#judgeDistance(columns, settings.threshold)
    else {
      const unjudged = settings.kind === 'none' ? count : ready
      score.fill(NaN, 0, unjudged)
      anomaly.fill(0, 0, unjudged)
      if (unjudged > 0) this.#active = false
      if (settings.kind === 'zscore' && ready < count) edges = this.#judgeZ(columns, ready, settings.threshold)
    }
    this.#mean = mean[count - 1]
    this.#deviation = deviation[count - 1]
    return edges
  }

  snapshot(): AnomalySnapshot {
    return {
      version: 1,
      mean: toPlain(this.#mean),
      deviation: toPlain(this.#deviation),
      earlier: this.#earlier,
      active: this.#active
    }
  }

  restore(snapshot: AnomalySnapshot): void {
    this.#mean = fromPlain(snapshot.mean)
    this.#deviation = fromPlain(snapshot.deviation)
    this.#earlier = snapshot.earlier
    this.#active = snapshot.active
  }

  /** Counts the samples; answers the first row that has enough of them before it (`count` when none has). */
  #countEarlier(value: Float64Array, count: number): number {
    const most = Math.min(this.#window, 10)
    const needed = Math.max(2, most)
    let row = 0
    for (; row < count && this.#earlier < needed; row++) {
      if (this.#earlier >= most) return count
      if (!Number.isNaN(value[row])) this.#earlier++
    }
    return row
  }

  #judgeDistance(columns: AnomalyColumns, threshold: number): readonly number[] {
    const { count, value, mean, score, anomaly } = columns
    const edges: number[] = []
    let active = this.#active
    for (let row = 0; row < count; row++) {
      const x = value[row]
      let distance = Math.abs(x - mean[row])
      if (!(distance < Infinity)) distance = unusualScore(x, NaN, NaN)
      score[row] = distance
      if (distance > threshold) {
        anomaly[row] = 1
        if (!active) edges.push(row)
        active = true
      } else {
        anomaly[row] = 0
        if (x === x) active = false
      }
    }
    this.#active = active
    return edges
  }

  #judgeZ(columns: AnomalyColumns, from: number, threshold: number): readonly number[] {
    const { count, value, mean, deviation, score, anomaly } = columns
    const edges: number[] = []
    let active = this.#active
    let m = from === 0 ? this.#mean : mean[from - 1]
    let s = from === 0 ? this.#deviation : deviation[from - 1]
    for (let row = from; row < count; row++) {
      const x = value[row]
      let z = Math.abs(x - m) / s
      if (z !== z) z = unusualScore(x, m, s)
      score[row] = z
      if (z > threshold) {
        anomaly[row] = 1
        if (!active) edges.push(row)
        active = true
      } else {
        anomaly[row] = 0
        if (x === x) active = false
      }
      m = mean[row]
      s = deviation[row]
    }
    this.#active = active
    return edges
  }
}

/** The score where the formula gives NaN: of no sample, an infinite one, and one among equals. */
function unusualScore(x: number, mean: number, deviation: number): number {
  if (Math.abs(x) === Infinity) return Infinity
  return x === mean && deviation === 0 ? 0 : NaN
}
