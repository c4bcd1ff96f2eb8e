import type { Clock } from '@shared/base/clock'
import { asSignalboxError } from '@shared/base/errors'
import type { Finding } from '@shared/model/verification'
import { processed, storedInputs } from '../decode/decode-again'
import { findStream, type StoredStream } from '../decode/find-stream'
import { type Database, openDatabase, rowsOf } from '../file/database'
import { capturePaths } from '../paths'
import { note } from './check'
import { StoredEvents } from './stored-events'
import { StoredSamples } from './stored-samples'

export interface CompareOptions {
  /** Where the captures lie. */
  readonly folder: string
  readonly capture: string
  readonly clock: Clock
  readonly signal: AbortSignal
  /** 0 to 1. */
  readonly progress: (fraction: number) => void
}

/**
 * Decodes a finished capture again as it was decoded live, and compares each number and each event with what is recorded,
 * bit for bit. Where that cannot be done, a note says why.
 * @throws SignalboxError `busy` while it is recorded, `not-found`, `storage`, `cancelled`.
 */
export async function compareDecoded(options: CompareOptions): Promise<readonly Finding[]> {
  const { folder, capture } = options
  let stream: StoredStream
  try {
    stream = await findStream(folder, capture)
  } catch (error) {
    const { code, message } = asSignalboxError(error)
    if (code !== 'bad-input') throw error
    return [note(`it was not decoded again: ${message}`)]
  }
  if (!stream.isWhole) return [note('it was not decoded again: the beginning of its recording is gone')]
  for (const part of stream.parts)
    if (await opened(folder, part, lacksInput))
      return [note('it was not decoded again: bytes or inputs that it was decoded from were not recorded')]
  return opened(folder, capture, database => compare(database, stream, options))
}

async function compare(
  { connection, connect }: Database,
  stream: StoredStream,
  { folder, signal, progress }: CompareOptions
): Promise<readonly Finding[]> {
  const beside = await connect()
  const samples = await StoredSamples.open(connection, signal)
  const events = new StoredEvents(beside, signal)
  try {
    const inputs = storedInputs(folder, stream, signal, progress)
    for await (const item of processed(inputs, stream.conditions, stream.info.start))
      if (item.kind === 'batch') await samples.compare(item)
      else await events.compare(item)
    const isCutOff = stream.info.status === 'recovered'
    return [...(await samples.end(isCutOff)), ...(await events.end(isCutOff))]
  } finally {
    await samples.close()
    await events.close()
    beside.closeSync()
  }
}

async function lacksInput({ connection }: Database): Promise<boolean> {
  const [[lost]] = await rowsOf(connection, 'SELECT max(bytes_lost + events_lost) FROM accounts')
  return Number(lost ?? 0) > 0
}

async function opened<T>(folder: string, capture: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(capturePaths(folder, capture).database, { readOnly: true })
  try {
    return await work(database)
  } finally {
    database.close()
  }
}
