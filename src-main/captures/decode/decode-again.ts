import type { Clock } from '@shared/base/clock'
import type { Batch, Chunk } from '@shared/model/batch'
import type { CaptureInfo } from '@shared/model/capture'
import type { StreamEvent } from '@shared/model/event'
import type { StreamInput } from '@shared/model/input'
import { createRejectList } from '../../decoders'
import { type Conditions, Processor } from '../../pipeline/processor'
import { openDatabase } from '../file/database'
import { makeCapture } from '../making/make-capture'
import { capturePaths } from '../paths'
import { findStream, type StoredStream } from './find-stream'
import { conditionsFor, type DecodeRecipe, describeRecipe, followed } from './recipe'
import { readStream } from './read-stream'

export interface DecodeOptions {
  /** Where the captures lie. */
  readonly folder: string
  readonly capture: string
  readonly recipe: DecodeRecipe
  readonly clock: Clock
  readonly signal: AbortSignal
  /** 0 to 1. */
  readonly progress: (fraction: number) => void
  /** See `MakeOptions`. */
  readonly writer?: URL
}

/**
 * Reads a finished capture's bytes once more, as its live session did but for what the recipe says, into a new capture. With
 * an empty recipe samples, states and events come out bit for bit the same.
 * @throws SignalboxError `bad-input` when it has no bytes, `busy` while it is recorded, `not-found`, `storage`, `cancelled`.
 */
export async function decodeAgain(options: DecodeOptions): Promise<CaptureInfo> {
  const { folder, capture, recipe, clock, signal, progress, writer } = options
  const stream = await findStream(folder, capture)
  const conditions = conditionsFor(recipe, stream.conditions)
  const { device: address, label, start } = stream.info
  const how = describeRecipe(recipe) + (stream.isWhole ? '' : '; the beginning of its session is gone')
  const origin = { kind: 'decoded', from: capture, how } as const
  const record = { device: stream.device, address, label, start, conditions, origin }
  const inputs = obeying(recipe, storedInputs(folder, stream, signal, progress), start)
  return makeCapture({ folder, record, clock, signal, writer }, processed(inputs, conditions, start))
}

/** What a stream's pipeline was sent, of all its parts; `isWanted` where it belongs to the capture itself. */
export async function* storedInputs(
  folder: string,
  { parts, bytes }: Pick<StoredStream, 'parts' | 'bytes'>,
  signal: AbortSignal,
  progress: (fraction: number) => void
): AsyncGenerator<Sent, void, void> {
  let read = 0
  for (const part of parts) {
    const database = await openDatabase(capturePaths(folder, part).database, { readOnly: true })
    try {
      const isWanted = part === parts.at(-1)
      for await (const input of readStream(database, signal)) {
        yield { input, isWanted }
        if (input.kind !== 'chunk') continue
        read += input.bytes.length
        progress(Math.min(1, read / Math.max(1, bytes)))
      }
    } finally {
      database.close()
    }
  }
}

interface Sent {
  readonly input: Chunk | StreamInput
  readonly isWanted: boolean
}

/** Leaves out what the recipe decides, and says its own. */
async function* obeying(
  recipe: DecodeRecipe,
  stored: AsyncIterable<Sent>,
  start: number
): AsyncGenerator<Sent, void, void> {
  const { derived } = recipe
  if (derived) yield { input: { kind: 'derived', time: start, sample: 0, channels: [...derived] }, isWanted: true }
  for await (const sent of stored) {
    const inputs = sent.input.kind === 'chunk' ? [sent.input] : followed(recipe, sent.input)
    for (const input of inputs) yield { ...sent, input }
  }
}

/** What comes of the inputs; batches are lent until the next pull. */
export async function* processed(
  inputs: AsyncIterable<Sent>,
  conditions: Conditions,
  start: number
): AsyncGenerator<Batch | StreamEvent, void, void> {
  let newest = start
  const processor = new Processor({ conditions, rejects: createRejectList(), now: () => newest })
  try {
    for await (const { input, isWanted } of inputs) {
      if (input.kind === 'chunk') newest = input.times[input.times.length - 1]
      for (const output of processor.send(input))
        if (isWanted && output.kind === 'batch') yield output.batch
        else if (isWanted && output.kind === 'told') yield output.event
    }
  } finally {
    processor.stop()
  }
}
