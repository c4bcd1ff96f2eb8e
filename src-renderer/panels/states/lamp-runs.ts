import { lampBits, type StripStore } from '../../charts/strip-data'

/** A stretch in which a channel's lamp kept its colour, as far as the store knows. */
export interface LampRun {
  /** Number of the lamp in `lights`. */
  readonly lamp: number
  /** ms since the epoch. */
  readonly from: number
  readonly to: number
}

/**
 * The lamp of a channel over time, oldest first; a lazy walk over the store's rows. Nothing is said across a gap, nor where the
 * channel has no value. The newest run reaches to the store's newest sample.
 */
export function* lampRuns(store: StripStore, channel: number): Generator<LampRun, void, void> {
  const columns = store.of(channel)
  if (!columns) return
  let run: { lamp: number; from: number } | null = null
  let last = NaN
  for (let row = store.start; row < store.end; row++) {
    const time = store.time[row]
    const known = !Number.isNaN(columns.max[row])
    if (run && store.gap[row] === 1) {
      yield { ...run, to: last + store.bucket }
      run = null
    }
    if (!known) continue
    const lamp = columns.flags[row] & lampBits
    if (run && run.lamp !== lamp) {
      yield { ...run, to: time }
      run = null
    }
    run ??= { lamp, from: time }
    last = time
  }
  if (run) yield { ...run, to: Math.max(last, store.newest) }
}
