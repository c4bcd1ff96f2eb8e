import type { LiveClient, LiveSubscription } from '../connection/live-client'
import { sessionClock } from './session-clock'
import { StripStore } from './strip-data'

/** ms: a coarse look at the last minute. */
export const sparkBucket = 500
export const sparkSpan = 60_000

/** The one subscription behind all sparklines of a session. */
export interface SparkFeed {
  readonly store: StripStore
  /** Calls `listener` after every change; gives the way to stop. The subscription lives while anyone listens. */
  listen(listener: () => void): () => void
}

const feeds = new WeakMap<LiveClient, Map<string, SparkFeed>>()

/** The session's feed; `now` gives local time since the epoch, ms. */
export function sparkFeed(live: LiveClient, session: string, now: () => number): SparkFeed {
  let ofClient = feeds.get(live)
  if (!ofClient) feeds.set(live, (ofClient = new Map()))
  let feed = ofClient.get(session)
  if (!feed) ofClient.set(session, (feed = createFeed(live, session, now)))
  return feed
}

function createFeed(live: LiveClient, session: string, now: () => number): SparkFeed {
  const store = new StripStore(512)
  const listeners = new Set<() => void>()
  let subscription: LiveSubscription | null = null
  const clock = sessionClock(live, session)
  const begin = (): LiveSubscription => {
    const from = (Number.isNaN(clock.newest) ? now() : clock.newest) - sparkSpan
    return live.follow({ session, channels: [], bucket: sparkBucket, from, interval: 250 }, frame => {
      store.apply(frame)
      store.dropBefore(frame.newest - sparkSpan * 1.1)
      clock.observe(frame.newest, now())
      for (const listener of listeners) listener()
    })
  }
  return {
    store,
    listen(listener) {
      listeners.add(listener)
      subscription ??= begin()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        subscription?.cancel()
        subscription = null
        store.clear()
      }
    }
  }
}
