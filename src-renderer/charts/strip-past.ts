import { isCancelled, SignalboxError } from '@shared/base/errors'
import type { Frame } from '@shared/wire/live'
import type { LiveClient } from '../connection/live-client'
import { bestCover, type Cover, serves, sharedPart, withMargin } from './strip-cover'
import { StripStore } from './strip-data'

/** Stretches kept at hand, so that a step back shows at once what was there before. */
const most = 4
/** Fetched beyond what is seen, at each end, as a share of it; and how much of that may be used up before more is fetched. */
const margin = 0.5
const comfort = 0.2
/** ms without an answer after which the engine is taken not to have one. */
const patience = 20_000

export interface PastSource {
  readonly client: Pick<LiveClient, 'range'>
  readonly session: string
  readonly channels: readonly number[]
  /** The newest sample's time now, ms. */
  newest(): number
  /** There is something else to show, or to say. */
  onChange(): void
  /** Calls back after so many ms; gives the way not to. */
  later(milliseconds: number, callback: () => void): () => void
}

interface Kept extends Cover {
  readonly store: StripStore
}

/**
 * Stretches of the past of one chart, fetched as they are looked at. One request at a time: while it is under way only the
 * latest wish is kept, and rows at hand are shown, however coarse.
 */
export class StripPast {
  readonly #source: PastSource
  #kept: Kept[] = []
  #wanted: Cover | null = null
  #asked: { readonly cover: Cover; readonly controller: AbortController } | null = null
  /** The wish that could not be fulfilled: it is asked again only when told to, or when another one was. */
  #refused: Cover | null = null
  problem: unknown = null

  constructor(source: PastSource) {
    this.#source = source
  }

  /** Something that is there already. */
  add(cover: Cover, store: StripStore): void {
    this.#kept = [...this.#kept.filter(kept => !serves(cover, kept)), { ...cover, store }].slice(-most)
  }

  /** What shows [from, to] best, null when nothing does; sees to it that what is missing comes. */
  show(wish: Cover): StripStore | null {
    const seen = this.#upToNow(wish)
    const best = bestCover(this.#kept, seen)
    if (!this.#kept.some(kept => serves(kept, this.#upToNow(withMargin(seen, comfort))))) this.#want(seen)
    return best?.store ?? null
  }

  /** Whether [from, to] is at hand, as fine as wished for. */
  has(wish: Cover): boolean {
    const seen = this.#upToNow(wish)
    return this.#kept.some(kept => serves(kept, seen))
  }

  /** Whether [from, to] is on its way because it is not at hand. */
  isMissing(wish: Cover): boolean {
    return this.#asked !== null && !this.has(wish)
  }

  /** Asks again for what failed. */
  retry(): void {
    this.#refused = null
    this.problem = null
    this.#source.onChange()
  }

  dispose(): void {
    this.#wanted = null
    this.#asked?.controller.abort()
  }

  #upToNow({ from, to, bucket }: Cover): Cover {
    const newest = this.#source.newest()
    return { from, to: Number.isNaN(newest) ? to : Math.max(from, Math.min(to, newest)), bucket }
  }

  #want(seen: Cover): void {
    const wish = withMargin(seen, margin)
    if (this.#refused && serves(this.#refused, seen)) return
    if (this.#asked) {
      if (serves(this.#asked.cover, seen)) return void (this.#wanted = null)
      this.#wanted = wish
      // What is under way is of no use any more: the user has jumped elsewhere.
      if (sharedPart(this.#asked.cover, seen) === 0) this.#asked.controller.abort()
      return
    }
    this.#wanted = wish
    void this.#fetch()
  }

  async #fetch(): Promise<void> {
    while (this.#wanted) {
      const cover = this.#wanted
      this.#wanted = null
      const controller = new AbortController()
      this.#asked = { cover, controller }
      try {
        const frame = await this.#range(cover, controller)
        const store = new StripStore(Math.max(16, frame.rows))
        store.apply(frame)
        const to = Number.isFinite(frame.newest) ? Math.min(cover.to, frame.newest) : cover.to
        this.add({ from: cover.from, to: Math.max(cover.from, to), bucket: cover.bucket }, store)
        this.#refused = null
        this.problem = null
      } catch (error) {
        if (!isCancelled(error)) {
          this.#refused = cover
          this.problem = error
        }
      } finally {
        this.#asked = null
      }
      this.#source.onChange()
    }
  }

  async #range({ from, to, bucket }: Cover, { signal }: AbortController): Promise<Frame> {
    const { client, session, channels, later } = this.#source
    const overdue = new AbortController()
    const stop = later(patience, () => overdue.abort())
    try {
      return await client.range({
        session,
        channels,
        from,
        to,
        bucket,
        signal: AbortSignal.any([signal, overdue.signal])
      })
    } catch (error) {
      if (!overdue.signal.aborted || signal.aborted) throw error
      throw new SignalboxError('fault', `no answer within ${patience / 1000} s`)
    } finally {
      stop()
    }
  }
}
