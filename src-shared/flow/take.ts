import type { Stage } from './types'

/** The first `count` items; the source is returned at the pull after the last of them. `take(0)` never pulls. */
export function take<A>(count: number): Stage<A, A> {
  return source =>
    async function* taken(signal) {
      if (count <= 0) return
      let left = count
      for await (const item of source(signal)) {
        yield item
        if (--left <= 0) return
      }
    }
}
