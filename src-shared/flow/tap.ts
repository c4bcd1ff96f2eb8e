import type { Stage } from './types'

/** Shows every item to `look` as it passes. An error of `look` ends the stream and returns the source. */
export function tap<A>(look: (item: A) => void): Stage<A, A> {
  return source =>
    async function* tapped(signal) {
      for await (const item of source(signal)) {
        look(item)
        yield item
      }
    }
}
