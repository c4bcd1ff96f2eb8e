import { cancellation, type ChildSignal, childSignal, throwIfCancelled } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import type { Coroutine } from '@shared/flow/types'
import type { FaultName, SimulatorSpec } from '@shared/model/device'
import type { ConnectionSummary, Device, Read } from '../device'
import { promptReturn } from '../prompt-return'
import { simulatedLines, type SimulatorFault } from './byte-stream'
import { type ConsoleAnswer, simulatorConsole } from './console'
import { channelNumber, profileTable, simulatedChannels, simulatedRate } from './profiles'
import { simulatorSlices } from './slices'

export interface SimulatedOptions {
  readonly clock: Clock
  readonly label?: string
}

/** Milliseconds between two reads, or the time of a line where that is longer. */
const pace = 10
/** How long a pulled plug stays out, ms. */
export const timeAway = 3000
/** What is due and not made yet is at most so many seconds long; the device stood still for the rest. */
const maximumBacklog = 1
/** At most so many values are made for one read. */
const valuesARead = 65_536
/** Commands that may wait for the stream to come to them. */
const maximumAsked = 1000
/** Lines made between two looks at the clock. */
const linesAStep = 16
/** Milliseconds; times since the epoch resolve 0.0002 ms, so that a line can seem not quite due when it is. */
const tolerance = 0.001

interface Connection {
  readonly faults: SimulatorFault[]
  readonly console: Coroutine<Uint8Array, readonly ConsoleAnswer[]>
  /** Answers of the console that the stream has not come to. */
  readonly asked: ConsoleAnswer[]
  /** Ends the pause the stream is in. */
  wake(): void
  unplug(): void
}

/**
 * A simulator as a device. Line n is due n / rate seconds after connecting, by the clock, so that nothing drifts. After a
 * standstill (a sleeping computer) it catches up with one second at most and goes on from there: the lines between were
 * never made, so nothing is lost that anybody could ask for. Every connection begins the stream anew, like a board that
 * lost its power. One connection at a time, like a port. It takes lines, see `simulatorConsole`; what they ask happens
 * between two samples.
 * @throws SignalboxError `bad-input` when the profile cannot have so many channels.
 */
export function simulatedDevice(spec: SimulatorSpec, { clock, label }: SimulatedOptions): Device {
  const channels = simulatedChannels(spec)
  const name = label ?? `${profileTable[spec.profile].title} (simulated)`
  const pulled = new SignalboxError('disconnected', 'unplugged')
  let current: Connection | null = null
  let backAt = -Infinity

  function checkFree(): void {
    if (current)
      throw new SignalboxError('busy', `${name} is connected already`, { remedy: 'Close the other connection first.' })
    if (clock.now() < backAt)
      throw new SignalboxError('not-found', `${name} is unplugged`, { remedy: 'It comes back by itself.' })
  }

  function connected(): Connection {
    if (current) return current
    throw new SignalboxError('disconnected', `${name} is not connected`, { remedy: 'Wait until it is back.' })
  }

  function begin(fault: FaultName, channel: string): void {
    const { faults, unplug } = connected()
    if (fault === 'disconnect') {
      backAt = clock.now() + timeAway
      unplug()
      return
    }
    channelNumber(channels, channel)
    faults.push({ fault, channel })
  }

  async function* connection(signal: AbortSignal): AsyncGenerator<Read, ConnectionSummary, void> {
    throwIfCancelled(signal)
    checkFree()
    const plug = childSignal(signal)
    const faults: SimulatorFault[] = []
    let nap: ChildSignal | undefined
    const own: Connection = {
      faults,
      console: simulatorConsole(channels),
      asked: [],
      wake: () => nap?.abort(),
      unplug: () => plug.abort()
    }
    current = own
    const sleep = async (milliseconds: number): Promise<void> => {
      if (own.asked.length > 0) return
      nap = childSignal(plug.signal)
      // An aborted sleep only says that it is time to look at the plug and at what was asked.
      await clock.sleep(milliseconds, nap.signal).catch(() => undefined)
      nap.dispose()
    }
    let bytes = 0
    try {
      yield { bytes: new Uint8Array(0), time: clock.now() }
      for await (const made of dueBytes(own, sleep, plug.signal)) {
        bytes += made.length
        if (made.length > 0) yield { bytes: made, time: clock.now() }
      }
      throw new SignalboxError('fault', 'a simulator never ends by itself')
    } catch (error) {
      if (signal.aborted) throw cancellation(signal)
      if (error === pulled) return { bytes, reason: pulled.message }
      throw error
    } finally {
      own.console.stop()
      plug.dispose()
      current = null
    }
  }

  /** What the stream has sent since the last time, in steps of about 10 ms. Throws `pulled` when the plug is. */
  async function* dueBytes(
    { faults, asked }: Connection,
    sleep: (milliseconds: number) => Promise<void>,
    plug: AbortSignal
  ): AsyncGenerator<Uint8Array, never, void> {
    const most = Math.ceil(valuesARead / channels.length)
    let lines = simulatedLines(spec)
    let perMillisecond = simulatedRate(spec) / 1000
    let start = clock.now()
    let made = 0
    for (;;) {
      for (let answer = asked.shift(); answer; answer = asked.shift()) {
        if (answer.kind === 'reply') yield new TextEncoder().encode(answer.text)
        else if (answer.kind === 'fault') begin(answer.fault, answer.channel)
        else {
          const rate = answer.rate ?? simulatedRate(spec)
          lines = simulatedLines({ ...spec, rate })
          perMillisecond = rate / 1000
          start = clock.now()
          made = 0
        }
      }
      const looked = clock.now()
      const due = Math.floor((looked - start + tolerance) * perMillisecond) + 1 - made
      const backlog = Math.max(1, Math.ceil(maximumBacklog * 1000 * perMillisecond))
      if (due > backlog) start += (due - backlog) / perMillisecond
      const count = Math.min(due, backlog, most)
      if (count > 0) {
        const work = simulatorSlices(clock).add(name, produced(lines, faults, count))
        const bytes = await work.done
        made += count
        if (!plug.aborted) yield bytes
      }
      const next = Math.max(start + made / perMillisecond, looked + pace)
      if (count < most) await sleep(Math.max(0, next - clock.now()))
      // The plug is pulled inside the stream, wherever it stands; the error ends it and comes out here.
      if (plug.aborted) lines.throw(pulled)
    }
  }

  return {
    spec,
    label: name,
    byteTime: 0,
    connect: signal => promptReturn(signal, connection),
    inject: begin,
    async write(bytes) {
      const { console, asked, wake } = connected()
      if (asked.length >= maximumAsked)
        throw new SignalboxError('busy', `${name} has ${asked.length} commands to obey`, { remedy: 'Wait a moment.' })
      asked.push(...console.send(bytes))
      wake()
    }
  }
}

/** The bytes of the next `count` samples; one waiting fault is sent in with each sample until there is none. */
function* produced(
  lines: ReturnType<typeof simulatedLines>,
  faults: SimulatorFault[],
  count: number
): Generator<void, Uint8Array, void> {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  let text = ''
  for (let line = 0; line < count; line++) {
    const sample = lines.next(faults.shift()).value
    if (typeof sample === 'string') text += sample
    else {
      parts.push(encoder.encode(text), sample)
      text = ''
    }
    if (line % linesAStep === linesAStep - 1) yield
  }
  parts.push(encoder.encode(text))
  return parts.length === 1 ? parts[0] : joined(parts)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}
