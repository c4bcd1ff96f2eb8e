import type { Source } from '@shared/flow/types'
import type { FedInput } from './replay-feed'
import { streamItems } from './stream-items'
import type { StreamBegin, StreamReader } from './stream-reader'

/** Bytes at the beginning of a stream in which a device says what its columns are, if it says so at all. */
const headBytes = 65_536

export interface ReplayInputsOptions {
  readonly reader: Pick<StreamReader, 'page'>
  readonly parts: readonly string[]
  readonly begin: StreamBegin
}

/**
 * A recorded stream for somebody who comes in at some time: where that is not the very beginning, first the head of the
 * stream for the decoder, then what had been asked and set, then as much as makes the stages warm. The windows of the first
 * half of that are not yet as they were, so only the second is kept.
 */
export function replayInputs(options: ReplayInputsOptions): Source<FedInput> {
  return signal => inputs(options, signal)
}

async function* inputs(
  { reader, parts, begin }: ReplayInputsOptions,
  signal: AbortSignal
): AsyncGenerator<FedInput, void, void> {
  const { place, shownFrom, isWhole, controls } = begin
  if (!isWhole) {
    const head = await reader.page({ capture: parts[0], offset: null, input: 0 }, headBytes, signal)
    const end = place.capture === parts[0] ? (place.offset ?? 0) : Infinity
    let time = 0
    for (const { at, input } of head.items) {
      if (input.kind !== 'chunk' || at >= end) continue
      time = input.times[input.times.length - 1]
      yield { input, reach: 'learnt' }
    }
    for (const input of controls) yield { input, reach: 'learnt' }
    yield { input: { kind: 'gap', from: time, time }, reach: 'learnt' }
  }
  let warmFrom = isWhole ? -Infinity : NaN
  for await (const { at, input } of streamItems(reader, parts, place)(signal)) {
    if (Number.isNaN(warmFrom)) warmFrom = (at + shownFrom) / 2
    yield { input, reach: at >= shownFrom ? 'told' : at >= warmFrom ? 'kept' : 'learnt' }
  }
}
