import { createDecoder, createRejectList, type Decoder } from '@main/decoders'
import type { Chunk } from '@shared/model/batch'
import type { StreamEvent } from '@shared/model/event'
import type { FormatChoice, Reject } from '@shared/model/format'
import type { Item } from '@shared/model/item'

/** What a decoder made of a stream. Row values are by channel index; absent trailing channels are NaN. */
export interface Fed {
  readonly decoder: Decoder
  readonly names: readonly string[]
  readonly units: readonly string[]
  readonly rows: readonly (readonly number[])[]
  readonly times: readonly number[]
  readonly rejects: readonly Reject[]
  readonly reasons: readonly string[]
  readonly events: readonly StreamEvent[]
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function chunkOf(bytes: Uint8Array | string, time: number): Chunk {
  const data = typeof bytes === 'string' ? bytesOf(bytes) : bytes
  return { kind: 'chunk', bytes: data, ends: [data.length], times: [time] }
}

export const ended: StreamEvent = { kind: 'ended', time: 1e6, reason: 'end-of-data' }

/** Sends the items to a new decoder and gathers copies of all it answers. */
export function feedItems(items: readonly Item[], format: FormatChoice = 'auto', byteTime = 0): Fed {
  const rejects = createRejectList(100_000)
  const decoder = createDecoder({ format, byteTime, rejects })
  const rows: number[][] = []
  const times: number[] = []
  const events: StreamEvent[] = []
  let names: readonly string[] = []
  let units: readonly string[] = []
  for (const item of items)
    for (const answer of decoder.send(item)) {
      if (answer.kind === 'chunk') throw new Error('a chunk came out of the decoder')
      if (answer.kind !== 'batch') {
        events.push(answer)
        if (answer.kind === 'channels') names = answer.names
        continue
      }
      if (answer.first !== rows.length) throw new Error(`batch begins at ${answer.first}, not ${rows.length}`)
      if (answer.count === 0) throw new Error('an empty batch')
      units = answer.channels.map(channel => channel.unit)
      names = answer.channels.map(channel => channel.name)
      for (let row = 0; row < answer.count; row++) {
        times.push(answer.time[row])
        rows.push(answer.value.map(column => column[row]))
      }
    }
  const width = names.length
  for (const row of rows) while (row.length < width) row.push(NaN)
  const kept = rejects.newest(100_000)
  return { decoder, names, units, rows, times, rejects: kept, reasons: kept.map(reject => reject.reason), events }
}

/** The whole text in one read, then the end. */
export function feed(text: string | Uint8Array, format: FormatChoice = 'auto'): Fed {
  return feedItems([chunkOf(text, 1000), ended], format)
}

/** The bytes cut into chunks of the given lengths, over and over, one read a chunk, 10 ms apart. */
export function cut(bytes: Uint8Array, lengths: readonly number[]): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = Math.max(1, lengths[turn % lengths.length])
    chunks.push(chunkOf(bytes.slice(at, at + length), 1000 + 10 * turn))
    at += length
  }
  return chunks
}
