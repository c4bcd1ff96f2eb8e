import type { Clock } from '@shared/base/clock'
import { asSignalboxError, isCancelled, type SignalboxError } from '@shared/base/errors'
import type { Source } from '@shared/flow/types'
import type { StreamEvent } from '@shared/model/event'
import type { ConnectionSummary, Device, Read } from '../devices/device'
import { promptReturn } from '../devices/prompt-return'
import { reconnectDelay } from '../devices/reconnect-delay'

/** A connection that ends within this, ms, without a byte counts as refused: a device that dies at once is left alone. */
const stillborn = 1000

/** What one connection tells the next. */
interface Memory {
  /** Time of the last byte, or of the connection without any; null before the first connection. */
  lastSeen: number | null
  /** Failures told since the last success, so that each is told once. */
  readonly told: Set<string>
}

type LifeItem = Read | StreamEvent

/**
 * A device's life: connection after connection, for as long as it is wanted. `connected` comes with the first, empty
 * read (after a `gap` from the last byte on, if it was connected before), then its reads, then `disconnected` with the
 * summary; then it is looked for until it is back, see `reconnectDelay`.
 *
 * A failure to open is one `fault` event (place `device`) however often it repeats; another one is told again, and so is
 * the same one after a success. That a device which went away is not found is no news. Ends only by the signal: a parked
 * `next` then rejects with `cancelled`.
 */
export function deviceLife(device: Device, options: { readonly clock: Clock }): Source<LifeItem> {
  return signal => promptReturn(signal, own => life(device, options.clock, own))
}

async function* life(device: Device, clock: Clock, signal: AbortSignal): AsyncGenerator<LifeItem, never, void> {
  const memory: Memory = { lastSeen: null, told: new Set() }
  const delay = reconnectDelay(clock, device.label)
  for (;;) {
    const began = clock.now()
    const before = memory.lastSeen
    let wait: number
    try {
      const summary = yield* connectionLife(device, memory, clock, signal)
      yield { kind: 'disconnected', time: clock.now(), device: device.label, ...summary }
      if (summary.bytes === 0 && clock.now() - began < stillborn) wait = delay.refused('fault')
      else {
        delay.connected()
        wait = delay.gone()
      }
    } catch (error) {
      if (signal.aborted || isCancelled(error)) throw error
      const failure = asSignalboxError(error)
      if (!(failure.code === 'not-found' && before !== null)) yield* tell(failure, memory, clock)
      wait = delay.refused(failure.code)
    }
    await clock.sleep(wait, signal)
  }
}

/** From opening to the end; returns the device's summary. An error while it was connected is told and is an end too. */
async function* connectionLife(
  device: Device,
  memory: Memory,
  clock: Clock,
  signal: AbortSignal
): AsyncGenerator<LifeItem, ConnectionSummary, void> {
  const reads = device.connect(signal)
  let connected = false
  let bytes = 0
  try {
    for (;;) {
      const result = await reads.next()
      if (result.done) return result.value
      const { value: read } = result
      if (!connected) {
        if (memory.lastSeen !== null) yield { kind: 'gap', time: read.time, from: memory.lastSeen }
        yield { kind: 'connected', time: read.time, device: device.label }
        memory.told.clear()
        connected = true
        memory.lastSeen = read.time
      }
      if (read.bytes.length === 0) continue
      bytes += read.bytes.length
      memory.lastSeen = read.time
      yield read
    }
  } catch (error) {
    if (!connected || signal.aborted || isCancelled(error)) throw error
    const failure = asSignalboxError(error)
    yield* tell(failure, memory, clock)
    return { bytes, reason: failure.message }
  } finally {
    await reads.return({ bytes, reason: 'closed' })
  }
}

function* tell({ code, message, remedy }: SignalboxError, memory: Memory, clock: Clock): Generator<StreamEvent, void> {
  const key = `${code} ${message}`
  if (memory.told.has(key)) return
  memory.told.add(key)
  yield { kind: 'fault', time: clock.now(), place: 'device', code, message, remedy }
}
