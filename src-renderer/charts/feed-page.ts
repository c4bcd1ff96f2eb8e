import type { FeedPage } from './strip-feed'

/** The browser's clock and timers. */
export const browserFeedPage: FeedPage = {
  now: () => performance.timeOrigin + performance.now(),
  later(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  }
}
