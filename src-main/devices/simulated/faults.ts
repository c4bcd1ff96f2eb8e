import type { FaultName } from '@shared/model/device'
import type { SimulatedChannel } from './profile'
import type { Random } from './random'

/** Something that goes wrong for a while: sent what is right, it answers what comes out, and returns when it is over. */
export type Fault<T> = Generator<T, void, T>

/** Half as much again as the 20 deviations that make a spike undeniable, whichever way the signal was going. */
const spikeSize = 30
const driftSize = 10
const noiseSize = 5
/** How long each lasts, s. */
export const faultSeconds = { drift: 30, stuck: 10, noise: 5, dropout: 5 } as const
const garbageLength = 200

export interface FaultOptions {
  readonly channel: SimulatedChannel
  readonly random: Random
  /** Rows a second. */
  readonly rate: number
}

/** What is wrong with the values of one channel; null for faults of another kind. */
export function valueFault(fault: FaultName, { channel, random, rate }: FaultOptions): Fault<number> | null {
  const { spread } = channel
  if (fault === 'spike') return spike(spikeSize * spread)
  if (fault === 'drift') return drift(driftSize * spread, rows(faultSeconds.drift, rate))
  if (fault === 'stuck') return stuck(rows(faultSeconds.stuck, rate))
  if (fault === 'noise') return noise(noiseSize * spread, rows(faultSeconds.noise, rate), random)
  return null
}

/** What is wrong with whole lines; null for faults of another kind. */
export function lineFault(fault: FaultName, random: Random, rate: number): Fault<string | Uint8Array> | null {
  if (fault === 'dropout') return dropout(rows(faultSeconds.dropout, rate))
  if (fault === 'garbage') return garbage(random)
  return null
}

// The first value sent to a generator is lost, so each begins with a yield that answers nothing of worth; see FaultChain.

function* spike(height: number): Fault<number> {
  const value = yield NaN
  yield value + height
}

function* drift(height: number, count: number): Fault<number> {
  let value = yield NaN
  for (let row = 1; row <= count; row++) value = yield value + (height * row) / count
}

function* stuck(count: number): Fault<number> {
  const value = yield NaN
  for (let row = 0; row < count; row++) yield value
}

function* noise(deviation: number, count: number, random: Random): Fault<number> {
  let value = yield NaN
  for (let row = 0; row < count; row++) value = yield value + deviation * random.normal()
}

function* dropout(count: number): Fault<string | Uint8Array> {
  yield ''
  for (let row = 0; row < count; row++) yield ''
}

/** Bytes by chance instead of one sample, closed by a line end, so that the next line is whole. */
function* garbage(random: Random): Fault<string | Uint8Array> {
  yield ''
  const bytes = new Uint8Array(garbageLength)
  for (let index = 0; index < garbageLength - 1; index++) {
    const byte = Math.floor(random.next() * 256)
    // Line ends within would make short lines of it, and one of those could look like a number.
    bytes[index] = byte === 10 || byte === 13 ? 0xff : byte
  }
  bytes[garbageLength - 1] = 10
  yield bytes
}

function rows(seconds: number, rate: number): number {
  return Math.max(1, Math.ceil(seconds * rate))
}

/** The faults under way at one place, the oldest first; each is sent what the one before it answers. */
export class FaultChain<T> {
  private active: Fault<T>[] = []

  add(fault: Fault<T>): void {
    fault.next()
    this.active.push(fault)
  }

  apply(right: T): T {
    if (this.active.length === 0) return right
    let value = right
    this.active = this.active.filter(fault => {
      const result = fault.next(value)
      if (!result.done) value = result.value
      return !result.done
    })
    return value
  }
}
