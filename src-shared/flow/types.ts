/**
 * A recipe for a stream. Making and calling one costs nothing: the first pull acquires, `finally` releases. A source can
 * be called again, and each call is a stream of its own. Who calls `next` owes `return`. When the signal aborts, a
 * parked `next` rejects with code `cancelled` (or the stream ends) promptly.
 */
export type Source<T> = (signal: AbortSignal) => AsyncIterable<T>

/** Turns a source into a source, as lazily. */
export type Stage<A, B> = (source: Source<A>) => Source<B>

/** What a bounded queue does when it is full. There is no default; whatever is dropped is counted. */
export type WhenFull = 'wait' | 'dropOldest' | 'dropNewest' | 'fail'

export type CoroutineState = 'created' | 'suspended' | 'running' | 'closed'

/**
 * A synchronous generator that is sent things. Primed on the first `send`, so that no value is lost. Once its body has
 * returned or thrown it is closed, and `send` throws `fault` "sent to a closed coroutine".
 */
export interface Coroutine<In, Out> {
  readonly name: string
  readonly state: CoroutineState
  send(value: In): Out
  /** Raises `error` at the yield where the body is suspended (`throw()`); answers what the body yields next. */
  fail(error: unknown): Out
  /** Runs the body's `finally` blocks (`return()`); does nothing when closed. */
  stop(): void
}
