import type { SampleReader } from '../pipeline/sample-reader'
import type { Columns } from './file/read-columns'
import type { StoreThread } from './store-thread'

/** Reads samples by asking the store's thread. `flushNow` hands it what the capture's recorder still holds. */
export function threadReader(thread: StoreThread, flushNow: (capture: string) => void): SampleReader {
  return {
    survey: (capture, stretch, signal) => thread.call('survey', { capture, stretch }, { signal }),
    async rows(capture, wanted, signal) {
      const [sample, time, ...value] = split(await thread.call('rows', { capture, wanted }, { signal }))
      return { sample, time, value }
    },
    async buckets(capture, wanted, signal) {
      const columns = split(await thread.call('buckets', { capture, wanted }, { signal }))
      const [index, time, lastTime, firstSample, lastSample, rows] = columns
      const channels = wanted.channels.map((_, channel) => {
        const [min, max, mean, deviation] = columns.slice(6 + 4 * channel)
        return { min, max, mean, deviation }
      })
      return { index, time, lastTime, firstSample, lastSample, rows, channels }
    },
    async flush(capture) {
      flushNow(capture)
      await thread.call('flush', { capture })
    }
  }

  function split({ rows, values, width }: Columns): Float64Array[] {
    return Array.from({ length: width }, (_, column) => values.subarray(column * rows, (column + 1) * rows))
  }
}
