import { isCancelled } from '@shared/base/errors'
import type { LiveClient } from '../connection/live-client'
import { overviewBucket, type Stretch } from './overview-maths'
import { StripStore } from './strip-data'

/** ms: an answer that has not come by then never will (its engine was killed); the next refresh asks again. */
const patience = 5000

/** The whole session of one channel in about as many buckets as there are pixel columns. */
export class OverviewFeed {
  readonly store = new StripStore(2048)
  readonly #client: Pick<LiveClient, 'range'>
  readonly #session: string
  readonly #channel: number
  readonly #ending = new AbortController()
  #asking = false
  #reaches = NaN

  /** `giveUp` makes the signal that ends one question. */
  constructor(
    client: Pick<LiveClient, 'range'>,
    session: string,
    channel: number,
    private readonly giveUp: () => AbortSignal = () => AbortSignal.timeout(patience)
  ) {
    this.#client = client
    this.#session = session
    this.#channel = channel
  }

  /** Fetches what is new since the last time, or everything when buckets have to be wider; answers whether there was any. */
  async refresh(whole: Stretch, columns: number): Promise<boolean> {
    const bucket = overviewBucket(whole.to - whole.from, columns)
    const anew = bucket !== this.store.bucket || Number.isNaN(this.#reaches)
    // Nothing would be seen of what is narrower than a column.
    if (this.#asking || (!anew && whole.to - this.#reaches < bucket)) return false
    this.#asking = true
    try {
      const from = anew ? whole.from : this.#reaches - bucket
      const frame = await this.#client.range({
        session: this.#session,
        channels: [this.#channel],
        bucket,
        from: Math.floor(from / bucket) * bucket,
        to: whole.to,
        signal: AbortSignal.any([this.#ending.signal, this.giveUp()])
      })
      this.store.apply(frame)
      this.#reaches = whole.to
      return true
    } catch (error) {
      if (isCancelled(error)) return false
      throw error
    } finally {
      this.#asking = false
    }
  }

  dispose(): void {
    this.#ending.abort()
  }
}
