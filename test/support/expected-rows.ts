/*
 * What `process` must come to, computed the slow and obvious way from the definitions in docs/decisions/0003: every
 * window anew, in two passes. Shares no code with the product.
 */
export interface Expected {
  readonly value: number
  readonly mean: number
  readonly std: number
  readonly score: number
  readonly anomaly: 0 | 1
  readonly state: 'green' | 'yellow' | 'red'
}

export interface Limits {
  readonly yellow: { readonly low: number; readonly high: number }
  readonly red: { readonly low: number; readonly high: number }
  readonly deadband: number
  readonly onDelay: number
  readonly offDelay: number
}

export interface Detector {
  readonly kind: 'deviation' | 'zscore' | 'none'
  readonly threshold: number
}

/** `limits` undefined: always green. `times` in ms, one a value. */
export function expectedRows(
  values: readonly number[],
  times: readonly number[],
  { window, detector, limits }: { window: number; detector: Detector; limits?: Limits }
): Expected[] {
  const samples: number[] = []
  const lamp = trafficLight(limits)
  let last = { mean: NaN, std: NaN }
  return values.map((value, row) => {
    if (Number.isNaN(value)) return { value, ...last, score: NaN, anomaly: 0, state: lamp(value, times[row]) }
    const before = samples.slice(-window)
    samples.push(value)
    const mean = average(samples.slice(-window))
    last = { mean, std: deviation(samples.slice(-window)) }
    let score = NaN
    if (detector.kind === 'deviation') score = Math.abs(value - mean)
    else if (detector.kind === 'zscore' && before.length >= Math.max(2, Math.min(window, 10))) {
      const [m, s] = [average(before), deviation(before)]
      score = s === 0 ? (value === m ? 0 : Infinity) : Math.abs(value - m) / s
    }
    return { value, ...last, score, anomaly: score > detector.threshold ? 1 : 0, state: lamp(value, times[row]) }
  })
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviation(values: readonly number[]): number {
  if (values.length < 2) return NaN
  const mean = average(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}

function trafficLight(limits: Limits | undefined): (value: number, time: number) => Expected['state'] {
  let state: Expected['state'] = 'green'
  if (!limits) return () => state
  const { yellow, red, deadband, onDelay, offDelay } = limits
  const inside = (x: number, { low, high }: { low: number; high: number }, by: number): boolean =>
    x >= low + by && x <= high - by
  /** Since when each condition has held. */
  const since = { outsideRed: NaN, outsideYellow: NaN, clearOfRed: NaN, clearOfYellow: NaN }
  return (x, time) => {
    if (Number.isNaN(x)) return state
    const now = {
      outsideRed: !inside(x, red, 0),
      outsideYellow: !inside(x, yellow, 0) || !inside(x, red, 0),
      clearOfRed: inside(x, red, deadband),
      clearOfYellow: inside(x, yellow, deadband) && inside(x, red, deadband)
    }
    for (const name of Object.keys(now) as (keyof typeof now)[])
      since[name] = now[name] ? (Number.isNaN(since[name]) ? time : since[name]) : NaN
    if (state !== 'red' && time - since.outsideRed >= onDelay) state = 'red'
    else if (state === 'green' && time - since.outsideYellow >= onDelay) state = 'yellow'
    else if (state !== 'green' && time - since.clearOfYellow >= offDelay) state = 'green'
    else if (state === 'red' && time - since.clearOfRed >= offDelay) state = 'yellow'
    return state
  }
}
