import { throwIfCancelled } from '../base/abort'
import { disposal } from '../base/disposal'
import { ring } from '../base/ring'
import { children, type Child, type Patience } from './children'
import type { Source } from './types'
import { wakeup } from './wakeup'

interface Arrival<T> {
  readonly child: Child<T>
  readonly result?: IteratorResult<T, unknown>
  readonly failure?: { readonly error: unknown }
}

/**
 * All sources at once, items as they arrive: a source's own order is kept, nothing is lost or repeated, and a busy
 * source does not keep a quiet one waiting. Each is pulled again only after its item has been taken.
 *
 * Ends when all have ended. The first error ends the others and is thrown once.
 */
export function merge<T>(sources: readonly Source<T>[], options: Patience = {}): Source<T> {
  return signal => merged(sources, options, signal)
}

async function* merged<T>(sources: readonly Source<T>[], options: Patience, signal: AbortSignal): AsyncGenerator<T> {
  if (sources.length === 0) return
  const owned = disposal()
  try {
    const family = children('merge', signal, options)
    owned.own(family.end)
    const arrival = wakeup(signal)
    owned.own(arrival.dispose)
    const arrived = ring<Arrival<T>>(sources.length)

    const pull = (child: Child<T>): void => {
      const arrive = (news: Arrival<T>): void => {
        arrived.push(news)
        arrival.wake()
      }
      child.next().then(
        result => arrive({ child, result }),
        (error: unknown) => arrive({ child, failure: { error } })
      )
    }

    let open = sources.length
    for (const [index, source] of sources.entries()) pull(family.open(`source ${index + 1}`, source))
    while (open > 0) {
      while (arrived.length === 0) await arrival.wait()
      const { child, result, failure } = arrived.shift()
      if (failure) throw failure.error
      throwIfCancelled(signal)
      if (!result || result.done) {
        open--
        continue
      }
      yield result.value
      pull(child)
    }
  } catch (error) {
    throw await owned.disposeAfter(error)
  } finally {
    await owned.dispose()
  }
}
