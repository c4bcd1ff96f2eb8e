import type { Frame } from '@shared/wire/live'
import type { LiveClient, LiveSubscription } from '../connection/live-client'
import type { RenderClock } from './render-clock'
import { sessionClock } from './session-clock'
import type { Cover } from './strip-cover'
import { StripStore } from './strip-data'
import { joinOlder } from './strip-join'
import { StripPast } from './strip-past'

/** What a feed follows: channels of a session, through as many buckets a span as the plot has device columns. */
export interface FeedTarget {
  readonly session: string
  readonly channels: readonly number[]
  /** ms. */
  readonly span: number
  readonly columns: number
}

/** What a feed needs of the page; injected, so that tests decide what time it is. */
export interface FeedPage {
  /** Local time since the epoch, ms. */
  now(): number
  /** Calls back after so many ms; gives the way not to. */
  later(milliseconds: number, callback: () => void): () => void
}

/** Rows are kept for this many spans, so that a small drag back shows something at once. */
const kept = 1.5
/** ms: what takes longer to come is said to be on its way. */
const patience = 300

/**
 * The rows behind one chart: live ones while it follows, with older ones in front where the engine's live rows do not reach
 * back far enough; a copy and fetched stretches of the past while it is frozen. The live subscription goes on while
 * frozen, so that values stay current and following again is immediate.
 */
export class StripFeed {
  #live = new StripStore()
  #past: StripPast | null = null
  #frozen = false
  /** From where on the live rows are those of the subscription. */
  #liveFrom = NaN
  #target: FeedTarget | null = null
  #subscription: LiveSubscription | null = null
  #missingSince = NaN
  #stopWaiting: (() => void) | null = null
  readonly #client: LiveClient
  readonly #onChange: () => void
  readonly #page: FeedPage

  /** `onChange` is called when there is something new to paint or to say. */
  constructor(client: LiveClient, onChange: () => void, page: FeedPage) {
    this.#client = client
    this.#onChange = onChange
    this.#page = page
  }

  get clock(): RenderClock | null {
    return this.#target && sessionClock(this.#client, this.#target.session)
  }

  /** What came live, also while frozen. */
  get live(): StripStore {
    return this.#live
  }

  /** Whether what is to be seen has been missing for long enough to say so. */
  get loading(): boolean {
    return this.#page.now() - this.#missingSince >= patience
  }

  /** Why older rows cannot be shown; null when they can. */
  get problem(): unknown {
    return this.#past?.problem ?? null
  }

  /** Follows `target` from now on; asks anew only when it differs. */
  follow(target: FeedTarget): void {
    const before = this.#target
    if (before && sameTarget(before, target)) return
    this.#target = target
    const bucket = target.span / target.columns
    const { session, channels, span } = target
    const newest = sessionClock(this.#client, session).newest
    const from = (Number.isNaN(newest) ? this.#page.now() : newest) - span * 1.1
    const request = { session, channels, bucket, from, interval: frameInterval(bucket) }
    const same = before?.session === session && before.channels.join() === channels.join()
    if (!same) this.#renewPast()
    this.#liveFrom = NaN
    if (before?.session === session && this.#subscription) return this.#subscription.change(request)
    this.#subscription?.cancel()
    this.#live.clear()
    this.#subscription = this.#client.follow(request, frame => this.#receive(frame))
  }

  /** Keeps showing what is there now, whatever comes. */
  freeze(): void {
    if (this.#frozen) return
    this.#frozen = true
    const past = this.#renewPast()
    const { live } = this
    if (live.rows > 0)
      past.add(
        { from: Math.max(live.time[live.start], this.#liveFrom), to: live.newest, bucket: live.bucket },
        live.snapshot()
      )
  }

  thaw(): void {
    if (!this.#frozen) return
    this.#frozen = false
    this.#renewPast()
  }

  /** The rows to draw for [from, to]; fetches what is missing. */
  show(from: number, to: number): StripStore {
    if (!this.#target) return this.live
    const wish = { from, to, bucket: (to - from) / this.#target.columns }
    const past = this.#past ?? this.#renewPast()
    if (!this.#frozen) {
      this.#fill(wish, past)
      return this.live
    }
    const store = past.show(wish)
    this.#note(past.isMissing(wish))
    return store ?? nothing
  }

  /** Asks again for what failed. */
  retry(): void {
    this.#past?.retry()
  }

  dispose(): void {
    this.#past?.dispose()
    this.#past = null
    this.#stopWaiting?.()
    this.#subscription?.cancel()
    this.#subscription = null
  }

  #receive(frame: Frame): void {
    const { live } = this
    const other = frame.bucket !== live.bucket
    if (other) live.adopt(frame)
    else live.apply(frame)
    if ((other || Number.isNaN(this.#liveFrom)) && frame.rows > 0) this.#liveFrom = frame.time[0]
    live.dropBefore(frame.newest - this.#target!.span * kept)
    this.clock?.observe(frame.newest, this.#page.now())
    this.#onChange()
  }

  /** Puts rows that are older than the subscription's in front of them, once they are there. */
  #fill(wish: Cover, past: StripPast): void {
    const { live } = this
    const waits = live.bucket !== this.#target!.span / this.#target!.columns
    if (waits || !(this.#liveFrom > wish.from + 2 * live.bucket)) return this.#note(false)
    const sought = { from: wish.from, to: this.#liveFrom, bucket: live.bucket }
    const older = past.show(sought)
    const missing = past.isMissing(sought)
    this.#note(missing)
    if (missing || !older || !past.has(sought)) return
    this.#live = joinOlder(older, live, this.#liveFrom)
    this.#liveFrom = wish.from
  }

  #renewPast(): StripPast {
    this.#past?.dispose()
    this.#note(false)
    const { session, channels } = this.#target ?? { session: '', channels: [] }
    const past: StripPast = new StripPast({
      client: this.#client,
      session,
      channels,
      newest: () => this.clock?.newest ?? NaN,
      later: this.#page.later,
      onChange: () => {
        if (past === this.#past) this.#onChange()
      }
    })
    return (this.#past = past)
  }

  #note(missing: boolean): void {
    if (missing === !Number.isNaN(this.#missingSince)) return
    this.#stopWaiting?.()
    this.#stopWaiting = null
    this.#missingSince = missing ? this.#page.now() : NaN
    if (missing) this.#stopWaiting = this.#page.later(patience, this.#onChange)
  }
}

const nothing = new StripStore(1)

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
