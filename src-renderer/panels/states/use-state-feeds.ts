import { onScopeDispose, watch } from 'vue'
import { browserFeedPage } from '../../charts/feed-page'
import { StripFeed } from '../../charts/strip-feed'
import type { LiveClient } from '../../connection/live-client'

/** The channels whose lamps are wanted of one session. */
export interface FeedWish {
  readonly session: string
  readonly channels: readonly number[]
}

export interface StateFeedInput {
  readonly live: LiveClient | undefined
  readonly wishes: readonly FeedWish[]
  /** ms. */
  readonly span: number
  /** Pixel columns of the timeline. */
  readonly columns: number
  readonly paused: boolean
}

/** One feed of min/max buckets a session, made and disposed of as sessions come and go. */
export function useStateFeeds(input: () => StateFeedInput, onChange: () => void): ReadonlyMap<string, StripFeed> {
  const feeds = new Map<string, StripFeed>()

  watch(
    input,
    ({ live, wishes, span, columns, paused }) => {
      for (const [session, feed] of feeds)
        if (!wishes.some(wish => wish.session === session)) {
          feed.dispose()
          feeds.delete(session)
        }
      if (!live) return
      for (const { session, channels } of wishes) {
        const feed = feeds.get(session) ?? new StripFeed(live, onChange, browserFeedPage)
        feeds.set(session, feed)
        feed.follow({ session, channels, span, columns })
        if (paused) feed.freeze()
        else feed.thaw()
      }
      onChange()
    },
    { immediate: true, deep: true }
  )
  onScopeDispose(() => {
    for (const feed of feeds.values()) feed.dispose()
  })
  return feeds
}
