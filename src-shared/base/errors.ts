/** Every error the product raises on purpose, told apart by a stable code. */
export type ErrorCode =
  | 'cancelled' // somebody asked for the end: not a failure
  | 'disconnected' // the other side went away: retry may help
  | 'busy' // somebody else holds it
  | 'forbidden' // permission is missing
  | 'not-found'
  | 'bad-input' // what came in from outside is not valid
  | 'overflow' // a queue whose policy is `fail` is full
  | 'timeout'
  | 'storage' // the disk or the capture store refused
  | 'fault' // our own bug, or an injected one

/** An error with a code, what to do about it, and the error underneath (`cause`). */
export class SignalboxError extends Error {
  override readonly name = 'SignalboxError'
  readonly code: ErrorCode
  /** One sentence that says what the user can do; empty when there is nothing to do. */
  readonly remedy: string

  constructor(code: ErrorCode, message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.remedy = options.remedy ?? ''
  }
}

/** The given error as a `SignalboxError`, wrapped as `fault` when it is anything else. */
export function asSignalboxError(error: unknown): SignalboxError {
  if (error instanceof SignalboxError) return error
  const message = error instanceof Error ? error.message : String(error)
  return new SignalboxError('fault', message, { cause: error })
}

/** Whether the error means "somebody asked for the end". */
export function isCancelled(error: unknown): boolean {
  return (
    (error instanceof SignalboxError && error.code === 'cancelled') ||
    (error instanceof Error && error.name === 'AbortError')
  )
}

/**
 * `error` with `others` attached: what went wrong while cleaning up after it. The first error wins and keeps its
 * identity; only one that is no object is wrapped as `fault`, to have something to attach to.
 */
export function suppress(error: unknown, others: readonly unknown[]): unknown {
  if (others.length === 0) return error
  const first = error instanceof Error ? error : asSignalboxError(error)
  const suppressed = [...suppressedErrors(first), ...others.filter(other => other !== error)]
  Object.defineProperty(first, 'suppressed', { value: suppressed, configurable: true, enumerable: true })
  return first
}

/** The errors attached to `error` by `suppress`, oldest first. */
export function suppressedErrors(error: unknown): readonly unknown[] {
  const suppressed: unknown = error instanceof Error && 'suppressed' in error ? error.suppressed : []
  return Array.isArray(suppressed) ? suppressed : []
}
