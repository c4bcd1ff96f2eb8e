import { SignalboxError } from './errors'

interface Listeners {
  readonly callbacks: Set<() => void>
  readonly tell: () => void
}

const listening = new WeakMap<AbortSignal, Listeners>()

/**
 * Calls `callback` once when `signal` aborts; answers what takes it off again. At most one listener a signal, however
 * many wait: beyond ten Node warns of a leak, and a session's signal has hundreds. Not called for a signal that has
 * aborted already.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) return () => undefined
  let listeners = listening.get(signal)
  if (!listeners) {
    const callbacks = new Set<() => void>()
    const tell = (): void => {
      listening.delete(signal)
      for (const tellOne of [...callbacks]) if (callbacks.delete(tellOne)) tellOne()
    }
    listeners = { callbacks, tell }
    listening.set(signal, listeners)
    signal.addEventListener('abort', tell, { once: true })
  }
  const { callbacks, tell } = listeners
  // A function of its own, so that one callback given twice is called twice.
  const own = (): void => callback()
  callbacks.add(own)
  return () => {
    if (!callbacks.delete(own) || callbacks.size > 0 || signal.aborted) return
    listening.delete(signal)
    signal.removeEventListener('abort', tell)
  }
}

/** A signal that aborts with its parent or by itself, and that leaves the parent when it is disposed of. */
export interface ChildSignal {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
  /** Takes its listener off the parent; the signal then stays as it is. Harmless twice. */
  dispose(): void
}

/**
 * A child of `parent`. Unlike `AbortSignal.any`, whose dependants Node keeps for as long as the parent lives, it is
 * unlinked by `dispose` (or by aborting).
 */
export function childSignal(parent: AbortSignal): ChildSignal {
  const controller = new AbortController()
  if (parent.aborted) controller.abort(parent.reason)
  const dispose = onAbort(parent, () => controller.abort(parent.reason))
  const abort = (reason?: unknown): void => {
    dispose()
    controller.abort(reason)
  }
  return { signal: controller.signal, abort, dispose }
}

/** The error of something that ended because `signal` was aborted; the signal's reason is its cause. */
export function cancellation(signal: AbortSignal, what = 'cancelled'): SignalboxError {
  return new SignalboxError('cancelled', what, { cause: signal.reason })
}

/** @throws `cancelled` when the signal is aborted already. */
export function throwIfCancelled(signal: AbortSignal, what?: string): void {
  if (signal.aborted) throw cancellation(signal, what)
}

interface Waiter {
  resolve(value: unknown): void
  reject(error: unknown): void
}

// One reaction a promise, however many wait for it: a reaction cannot be taken back, so twenty thousand aborted waits
// for one long-lived promise would otherwise stay with it for as long as it is pending.
const waiting = new WeakMap<Promise<unknown>, Set<Waiter>>()

function waitersOf(promise: Promise<unknown>): Set<Waiter> {
  const known = waiting.get(promise)
  if (known) return known
  const waiters = new Set<Waiter>()
  waiting.set(promise, waiters)
  const settle = (tell: (waiter: Waiter) => void): void => {
    waiting.delete(promise)
    for (const waiter of waiters) tell(waiter)
    waiters.clear()
  }
  promise.then(
    value => settle(waiter => waiter.resolve(value)),
    (error: unknown) => settle(waiter => waiter.reject(error))
  )
  return waiters
}

/**
 * What `promise` settles to, or `cancelled` as soon as `signal` aborts. The promise goes on by itself; its late
 * rejection is taken care of. Leaves nothing behind, neither on the signal nor on the promise.
 */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const waiters = waitersOf(promise)
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) return reject(cancellation(signal))
    const leave = onAbort(signal, () => {
      waiters.delete(waiter)
      reject(cancellation(signal))
    })
    const waiter: Waiter = {
      resolve: value => {
        leave()
        resolve(value as T)
      },
      reject: error => {
        leave()
        reject(error as Error)
      }
    }
    waiters.add(waiter)
  })
}
