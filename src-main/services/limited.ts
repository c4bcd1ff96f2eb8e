import { SignalboxError } from '@shared/base/errors'

/**
 * Lets at most `capacity` streams run at once, whoever asks; `what` names them in the refusal. A stream counts from its
 * first pull to its end. The function answered throws `busy` when there are too many.
 */
export function limitStreams(capacity: number, what: string): <T>(stream: () => AsyncIterable<T>) => AsyncGenerator<T> {
  let running = 0
  async function* counted<T>(stream: () => AsyncIterable<T>): AsyncGenerator<T, void, void> {
    running++
    try {
      yield* stream()
    } finally {
      running--
    }
  }
  return stream => {
    if (running >= capacity)
      throw new SignalboxError('busy', `${capacity} ${what} are running already`, {
        remedy: 'Close some pages, or wait until others have ended.'
      })
    return counted(stream)
  }
}
