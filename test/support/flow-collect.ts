import type { Source } from '@shared/flow/types'

/** Everything the source gives. */
export async function collect<T>(source: Source<T>, signal = new AbortController().signal): Promise<T[]> {
  const items: T[] = []
  for await (const item of source(signal)) items.push(item)
  return items
}

/** Everything it gives until it fails, and its error (`undefined` when it ended). */
export async function collectUntilError<T>(
  source: Source<T>,
  signal = new AbortController().signal
): Promise<{ items: T[]; error: unknown }> {
  const items: T[] = []
  try {
    for await (const item of source(signal)) items.push(item)
    return { items, error: undefined }
  } catch (error) {
    return { items, error }
  }
}

/** The source's iterator under a signal of its own. */
export function open<T>(source: Source<T>, signal = new AbortController().signal): AsyncIterator<T> {
  return source(signal)[Symbol.asyncIterator]()
}

/** Resolves when the event loop has gone round `times` times: everything that needs no time has happened. */
export async function settled(times = 3): Promise<void> {
  for (let turn = 0; turn < times; turn++) await new Promise(resolve => setImmediate(resolve))
}

/** Collects garbage until `done` says it is enough, a few rounds at most. Answers whether it was. */
export async function collectGarbage(done: () => boolean = () => false): Promise<boolean> {
  const { gc } = globalThis as { gc?: () => void }
  if (!gc) throw new Error('these tests need node --expose-gc')
  for (let round = 0; round < 10; round++) {
    await settled()
    gc()
    if (done()) return true
  }
  return done()
}
