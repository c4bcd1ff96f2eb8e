import type { Stage } from './types'

/**
 * Each item through `transform`, one at a time and in order. A promise is awaited; one that may take long should heed
 * the signal it is given. An error of `transform` ends the stream and returns the source.
 */
export function map<A, B>(transform: (item: A, signal: AbortSignal) => B | Promise<B>): Stage<A, B> {
  return source =>
    async function* mapped(signal) {
      for await (const item of source(signal)) yield transform(item, signal)
    }
}
