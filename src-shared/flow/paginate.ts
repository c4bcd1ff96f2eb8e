import { abortable, throwIfCancelled } from '../base/abort'
import { SignalboxError } from '../base/errors'
import type { Source } from './types'

export interface Page<T, C> {
  readonly items: readonly T[]
  /** Where the next page begins; left out on the last one. */
  readonly next?: C
}

export interface PaginateOptions<T, C> {
  readonly first: C
  /** One page. Should heed the signal; is left behind when it does not. */
  readonly fetch: (cursor: C, signal: AbortSignal) => Promise<Page<T, C>>
}

/**
 * The items of all pages as one stream. A page is fetched when its first item is pulled, never before: a reader who
 * stops early has not asked for more. Empty pages in between are passed over. Errors of `fetch` end the stream.
 * @throws `bad-input` when a page names itself as the next.
 */
export function paginate<T, C>(options: PaginateOptions<T, C>): Source<T> {
  return async function* pages(signal) {
    for (let cursor = options.first; ;) {
      throwIfCancelled(signal)
      const page = await abortable(options.fetch(cursor, signal), signal)
      for (const item of page.items) {
        yield item
        throwIfCancelled(signal)
      }
      if (page.next === undefined) return
      if (Object.is(page.next, cursor))
        throw new SignalboxError('bad-input', `the page after ${String(cursor)} is itself`)
      cursor = page.next
    }
  }
}
