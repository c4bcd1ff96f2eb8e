import { buffer } from '@shared/flow/buffer'
import { paginate } from '@shared/flow/paginate'
import type { Source } from '@shared/flow/types'
import type { PlacedItem, StreamPage, StreamPlace, StreamReader } from './stream-reader'

/** What is held of a stream at a time: the page that is played, and the next one. */
const pageBytes = 256 * 1024

/** A stream of several captures from `place` on, page by page; the next page is fetched while one is played. */
export function streamItems(
  reader: Pick<StreamReader, 'page'>,
  parts: readonly string[],
  place: StreamPlace
): Source<PlacedItem> {
  const pages = paginate<StreamPage, StreamPlace>({
    first: place,
    async fetch(at, signal) {
      const page = await reader.page(at, pageBytes, signal)
      return { items: [page], next: page.next ?? nextPart(at) }
    }
  })
  function nextPart({ capture }: StreamPlace): StreamPlace | undefined {
    const next = parts[parts.indexOf(capture) + 1]
    return next === undefined ? undefined : { capture: next, offset: null, input: 0 }
  }
  const ahead = buffer<StreamPage>({ capacity: 1, whenFull: 'wait', name: 'pages of a replay' })(pages)
  return async function* items(signal) {
    for await (const page of ahead(signal)) yield* page.items
  }
}
