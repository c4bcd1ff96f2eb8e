import { open, type FileHandle } from 'node:fs/promises'
import { McapIndexedReader, McapStreamReader, type McapTypes } from '@mcap/core'
import { decompress as unzstd } from 'fzstd'
import { SignalboxError } from '@shared/base/errors'
import { fileBytes, unreadable } from './read-bytes'

/** A message and where it belongs. */
export interface McapMessage {
  readonly topic: string
  readonly encoding: string
  /** Of the channel; ours says its name and unit there. */
  readonly metadata: ReadonlyMap<string, string>
  /** Ms since the epoch. */
  readonly time: number
  readonly data: Uint8Array
}

const decompressHandlers: McapTypes.DecompressHandlers = {
  zstd: (bytes, size) => unzstd(bytes, new Uint8Array(Number(size)))
}

/**
 * The messages of an MCAP file: by their log times where it has an index, a chunk in memory at a time; in the order of the
 * file where it was cut short.
 */
export async function* mcapMessages(
  { path, name }: { readonly path: string; readonly name: string },
  signal: AbortSignal,
  onRead: (bytes: number) => void
): AsyncGenerator<McapMessage, void, void> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(path, error)
  })
  try {
    const reader = await McapIndexedReader.Initialize({ readable: readableOf(file, onRead), decompressHandlers }).catch(
      () => undefined
    )
    if (reader) yield* indexed(reader)
    else yield* streamed(path, signal, onRead)
  } catch (error) {
    throw notMcap(name, error)
  } finally {
    await file.close()
  }
}

async function* indexed(reader: McapIndexedReader): AsyncGenerator<McapMessage, void, void> {
  for await (const { channelId, logTime, data } of reader.readMessages()) {
    const channel = reader.channelsById.get(channelId)
    if (channel) yield messageOf(channel, logTime, data)
  }
}

async function* streamed(
  path: string,
  signal: AbortSignal,
  onRead: (bytes: number) => void
): AsyncGenerator<McapMessage, void, void> {
  const reader = new McapStreamReader({ decompressHandlers })
  const channels = new Map<number, McapTypes.Channel>()
  for await (const piece of fileBytes(path, onRead)(signal)) {
    reader.append(piece)
    for (let record = reader.nextRecord(); record; record = reader.nextRecord()) {
      if (record.type === 'Channel') channels.set(record.id, record)
      const channel = record.type === 'Message' ? channels.get(record.channelId) : undefined
      if (record.type === 'Message' && channel) yield messageOf(channel, record.logTime, record.data)
    }
  }
}

function messageOf(channel: McapTypes.Channel, logTime: bigint, data: Uint8Array): McapMessage {
  const time = Number(logTime / 1_000_000n) + Number(logTime % 1_000_000n) / 1e6
  return { topic: channel.topic, encoding: channel.messageEncoding, metadata: channel.metadata, time, data }
}

function readableOf(file: FileHandle, onRead: (bytes: number) => void): McapTypes.IReadable {
  return {
    size: async () => BigInt((await file.stat()).size),
    async read(offset, size) {
      const length = Number(size)
      const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, Number(offset))
      if (bytesRead < length) throw new Error('the file ends too early')
      onRead(length)
      return buffer
    }
  }
}

function notMcap(name: string, error: unknown): SignalboxError {
  if (error instanceof SignalboxError) return error
  const message = error instanceof Error ? error.message : String(error)
  const isCompression = /compression/i.test(message)
  return new SignalboxError('bad-input', `${name} cannot be read as MCAP: ${message}`, {
    remedy: isCompression
      ? 'Only zstd and uncompressed chunks are read: convert it with `mcap compress --compression zstd`.'
      : 'The file may be damaged: `mcap recover` may help.',
    cause: error
  })
}
