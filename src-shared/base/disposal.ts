import { SignalboxError, suppress } from './errors'

/** What gives a thing back; may take its time. */
export type Release = () => void | Promise<void>

/** Owns what has to be given back. */
export interface Disposal {
  /** Whether disposing has begun. */
  readonly disposed: boolean
  /**
   * Owns `release` from now on. After disposing has begun it is released at once and `fault` is thrown: the owner
   * came too late.
   */
  own(release: Release): void
  /**
   * Releases everything, the newest first, one after the other, and goes on when one fails. Twice is harmless.
   * @throws the first error, with the others attached (`suppressedErrors`).
   */
  dispose(): Promise<void>
  /** The same after `error`, which wins: answers it with the errors of the release attached; a later `dispose` is quiet. */
  disposeAfter(error: unknown): Promise<unknown>
}

/**
 * An empty ownership store.
 * @example
 * const owned = disposal()
 * try { owned.own(closePort) }
 * catch (error) { throw await owned.disposeAfter(error) }
 * finally { await owned.dispose() }
 */
export function disposal(): Disposal {
  const releases: Release[] = []
  let releasing: Promise<unknown[]> | undefined
  let reported = false

  async function releaseAll(): Promise<unknown[]> {
    const errors: unknown[] = []
    for (let release = releases.pop(); release; release = releases.pop()) {
      try {
        await release()
      } catch (error) {
        errors.push(error)
      }
    }
    return errors
  }

  return {
    get disposed() {
      return releasing !== undefined
    },
    own(release) {
      if (!releasing) {
        releases.push(release)
        return
      }
      releasing = Promise.all([releasing, releaseLate(release)]).then(lists => lists.flat())
      throw new SignalboxError('fault', 'something was acquired after its owner had been disposed of')
    },
    async dispose() {
      const errors = await (releasing ??= releaseAll())
      if (reported || errors.length === 0) return
      reported = true
      throw suppress(errors[0], errors.slice(1))
    },
    async disposeAfter(error) {
      reported = true
      return suppress(error, await (releasing ??= releaseAll()))
    }
  }
}

async function releaseLate(release: Release): Promise<unknown[]> {
  try {
    await release()
    return []
  } catch (error) {
    return [error]
  }
}
