import { SignalboxError } from '../base/errors'

export interface BackoffOptions {
  /** Milliseconds after the first failure. */
  readonly first: number
  /** Milliseconds it never exceeds. */
  readonly cap: number
  /** How much longer each wait is than the one before; 2 when left out. */
  readonly factor?: number
  /** The share of a wait that is left to chance, 0 to 1; 0 when left out. Keeps many devices from trying in step. */
  readonly jitter?: number
  /** Same seed, same waits. */
  readonly seed?: number
}

/**
 * Exponential waits for `retry` and `breaker`: `first`, `first * factor`, ... up to `cap`, in ms; with jitter `j`
 * between `1 - j` times that and that. A function of the failure's number (from 1) alone.
 * @throws `bad-input` for waits that are negative or shrink, or a jitter outside 0 to 1.
 * @example backoff({ first: 100, cap: 5000 })(3) // 400
 */
export function backoff(options: BackoffOptions): (failure: number) => number {
  const { first, cap, factor = 2, jitter = 0, seed = 1 } = options
  if (!(first >= 0 && cap >= first && factor >= 1 && jitter >= 0 && jitter <= 1)) {
    throw new SignalboxError('bad-input', 'a back-off needs 0 <= first <= cap, factor >= 1 and jitter from 0 to 1')
  }
  return failure => {
    const full = Math.min(cap, first * factor ** Math.max(0, failure - 1))
    return full * (1 - jitter * chance(seed, failure))
  }
}

/** A number in [0, 1) that depends on nothing but its arguments: a 32-bit integer mixer, two rounds of xor-shift-multiply. */
function chance(seed: number, index: number): number {
  let bits = (Math.imul(seed | 0, 0x9e3779b1) + Math.imul(index | 0, 0x85ebca6b)) | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d)
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b)
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32
}
