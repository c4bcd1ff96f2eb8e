import type { Stage } from './types'

/** Only the items `keep` says yes to. An error of `keep` ends the stream and returns the source. */
export function filter<A, B extends A>(keep: (item: A) => item is B): Stage<A, B>
export function filter<A>(keep: (item: A) => boolean): Stage<A, A>
export function filter<A>(keep: (item: A) => boolean): Stage<A, A> {
  return source =>
    async function* filtered(signal) {
      for await (const item of source(signal)) if (keep(item)) yield item
    }
}
