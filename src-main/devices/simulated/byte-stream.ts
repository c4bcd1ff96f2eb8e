import type { FaultName, SimulatorSpec } from '@shared/model/device'
import { encoder } from './encode'
import { FaultChain, lineFault, valueFault } from './faults'
import { channelNumber, profileTable, simulatedChannels, simulatedRate } from './profiles'
import { seededRandom } from './random'

/** A fault to be sent into a running stream. */
export interface SimulatorFault {
  readonly fault: Exclude<FaultName, 'disconnect'>
  /** Name of a channel; `*` is the first. Faults of whole lines have none. */
  readonly channel: string
}

/**
 * What a simulator sends, without end: each value is the text of one sample, line ends included; the first has the
 * header before it. Empty while lines are dropped, bytes instead of text where it is garbage. Lazy: a value is made when
 * it is asked for, so this is also the way to make a file of any length.
 *
 * A fault is sent in with `next(fault)` and holds from the value which that call answers (not with the very first
 * `next`, whose argument is lost). `throw(error)` ends the stream like a pulled plug: the error comes out again.
 *
 * The same spec gives the same bytes, however they are asked for, and a fault changes nothing but what it is about.
 * @throws SignalboxError `bad-input` (channels that the profile has not), `not-found` (a fault on an unknown channel).
 * @example
 * for (const sample of simulatedLines({ kind: 'simulator', profile: 'sine', seed: 1, format: 'csv' })) write(sample)
 */
export function* simulatedLines(
  spec: SimulatorSpec
): Generator<string | Uint8Array, never, SimulatorFault | undefined> {
  const channels = simulatedChannels(spec)
  const rate = simulatedRate(spec)
  const faultRandom = seededRandom(spec.seed, 1)
  const { header, encode } = encoder(spec.format, channels)
  const valueFaults = channels.map(() => new FaultChain<number>())
  const lineFaults = new FaultChain<string | Uint8Array>()
  const rows = profileTable[spec.profile].rows({ random: seededRandom(spec.seed), rate, channels: channels.length })
  const sent = new Float64Array(channels.length)

  function begin({ fault, channel: name }: SimulatorFault): void {
    const index = channelNumber(channels, name)
    const ofValue = valueFault(fault, { channel: channels[index], random: faultRandom, rate })
    if (ofValue) valueFaults[index].add(ofValue)
    const ofLine = lineFault(fault, faultRandom, rate)
    if (ofLine) lineFaults.add(ofLine)
  }

  let start = header
  for (;;) {
    const row = rows.next().value
    for (let index = 0; index < sent.length; index++) sent[index] = valueFaults[index].apply(row[index])
    const asked = yield lineFaults.apply(start + encode(sent))
    start = ''
    if (asked) begin(asked)
  }
}
