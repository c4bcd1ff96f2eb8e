import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import type { Item } from '@shared/model/item'

/**
 * Two steps as one: what the first answers is sent to the second, in order. All of it is answered together, so the second
 * must not lend what it overwrites at its next `send`.
 */
export function series(
  first: Coroutine<Item, readonly Item[]>,
  second: Coroutine<Item, readonly Item[]>
): Coroutine<Item, readonly Item[]> {
  return coroutine(`${first.name}, ${second.name}`, function* (): Generator<readonly Item[], void, Item> {
    try {
      let item = yield []
      for (;;) {
        const results: Item[] = []
        for (const answer of first.send(item)) results.push(...second.send(answer))
        item = yield results
      }
    } finally {
      first.stop()
      second.stop()
    }
  })
}
