import { isCancelled } from '@shared/base/errors'

export interface StreamOptions<T> {
  /** Opens the stream; called again after it broke while the link still stands. */
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<T>>
  readonly onValue: (value: T) => void
  /** Told of every break that is not the signal's. */
  readonly onError: (error: unknown) => void
  readonly pause: (signal: AbortSignal) => Promise<void>
  readonly signal: AbortSignal
}

/** Hands on every value of one of the engine's streams until the signal aborts; reopens it when it breaks. Never throws. */
export async function followStream<T>({ open, onValue, onError, pause, signal }: StreamOptions<T>): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const value of await open(signal)) {
        if (signal.aborted) return
        onValue(value)
      }
    } catch (error) {
      if (signal.aborted) return
      if (!isCancelled(error)) onError(error)
    }
    await pause(signal).catch(() => undefined)
  }
}
