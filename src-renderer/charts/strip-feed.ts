import { isCancelled } from '@shared/base/errors'
import type { LiveClient, LiveSubscription } from '../connection/live-client'
import type { RenderClock } from './render-clock'
import { sessionClock } from './session-clock'
import { StripStore } from './strip-data'

/** What a feed follows: channels of a session, through as many buckets a span as the plot has device columns. */
export interface FeedTarget {
  readonly session: string
  readonly channels: readonly number[]
  /** ms. */
  readonly span: number
  readonly columns: number
}

interface Covered {
  readonly from: number
  readonly to: number
  readonly bucket: number
}

/** Rows are kept for this many spans, so that a small drag back shows something at once. */
const kept = 1.5

/**
 * The rows behind one chart: live ones while it follows, a copy and fetched stretches of the past while it is frozen.
 * The live subscription goes on while frozen, so that values stay current and following again is immediate.
 */
export class StripFeed {
  readonly live = new StripStore()
  #frozen: StripStore | null = null
  #covered: Covered | null = null
  #target: FeedTarget | null = null
  #subscription: LiveSubscription | null = null
  #fetching: AbortController | null = null
  #wanted: Covered | null = null
  readonly #client: LiveClient
  readonly #onChange: () => void
  readonly #now: () => number

  /** `onChange` is called when `shown` has something new to paint; `now` gives local time since the epoch, ms. */
  constructor(client: LiveClient, onChange: () => void, now: () => number) {
    this.#client = client
    this.#onChange = onChange
    this.#now = now
  }

  get clock(): RenderClock | null {
    return this.#target && sessionClock(this.#client, this.#target.session)
  }

  /** What is to be drawn now. */
  get shown(): StripStore {
    return this.#frozen ?? this.live
  }

  /** Follows `target` from now on; asks anew only when it differs. */
  follow(target: FeedTarget): void {
    const before = this.#target
    const bucket = target.span / target.columns
    if (before && sameTarget(before, target)) return
    this.#target = target
    const { session, channels, span } = target
    const newest = sessionClock(this.#client, session).newest
    const from = (Number.isNaN(newest) ? this.#now() : newest) - span * 1.1
    const request = { session, channels, bucket, from, interval: frameInterval(bucket) }
    if (before?.session === session && this.#subscription) return this.#subscription.change(request)
    this.#subscription?.cancel()
    this.live.clear()
    this.thaw()
    this.#subscription = this.#client.follow(request, frame => {
      this.live.apply(frame)
      this.live.dropBefore(frame.newest - this.#target!.span * kept)
      this.clock?.observe(frame.newest, this.#now())
      this.#onChange()
    })
  }

  /** Keeps showing what is there now, whatever comes. */
  freeze(): void {
    if (this.#frozen) return
    const { live } = this
    this.#frozen = live.snapshot()
    this.#covered = live.rows === 0 ? null : { from: live.time[live.start], to: live.newest, bucket: live.bucket }
  }

  thaw(): void {
    this.#frozen = null
    this.#covered = null
    this.#wanted = null
    this.#fetching?.abort()
    this.#fetching = null
  }

  /** While frozen: sees to it that [from, to] can be drawn, and fetches it with a margin when it cannot. */
  cover(from: number, to: number): void {
    if (!this.#frozen || !this.#target) return
    const bucket = (to - from) / this.#target.columns
    if (this.#covered && covers(this.#covered, { from, to, bucket })) return
    const margin = (to - from) / 2
    const wanted = { from: from - margin, to: to + margin, bucket }
    if (this.#wanted && covers(this.#wanted, { from, to, bucket })) return
    this.#wanted = wanted
    // One request at a time: the newest wish is asked when the one under way has been answered.
    if (!this.#fetching) void this.#fetch()
  }

  dispose(): void {
    this.thaw()
    this.#subscription?.cancel()
    this.#subscription = null
  }

  async #fetch(): Promise<void> {
    while (this.#wanted && this.#target) {
      const wanted = this.#wanted
      const controller = (this.#fetching = new AbortController())
      const { session, channels } = this.#target
      try {
        const frame = await this.#client.range({ session, channels, ...wanted, signal: controller.signal })
        if (!this.#frozen || controller.signal.aborted) return
        const store = new StripStore(Math.max(16, frame.rows))
        store.apply(frame)
        this.#frozen = store
        this.#covered = wanted
        this.#onChange()
      } catch (error) {
        if (isCancelled(error)) return
        throw error
      }
      if (this.#wanted === wanted) this.#wanted = null
    }
    this.#fetching = null
  }
}

/** Whether what is there serves a window: all of it, in buckets neither much coarser nor so fine that drawing them is slow. */
function covers(there: Covered, wish: Covered): boolean {
  const slack = 2 * wish.bucket
  const ratio = there.bucket / wish.bucket
  return there.from <= wish.from + slack && there.to >= wish.to - slack && ratio < 1.2 && ratio > 0.4
}

function sameTarget(one: FeedTarget, other: FeedTarget): boolean {
  return (
    one.session === other.session &&
    one.span === other.span &&
    one.columns === other.columns &&
    one.channels.length === other.channels.length &&
    one.channels.every((channel, at) => channel === other.channels[at])
  )
}

/**
 * How often new data is asked for, ms: often enough that what was read is seen within 50 ms, as long as a pixel column is
 * not much wider than that; frames are small.
 */
function frameInterval(bucket: number): number {
  return bucket <= 100 ? 16 : Math.min(bucket / 2, 250)
}
