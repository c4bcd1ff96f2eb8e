import { randomBytes } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import type { ExportRequest } from '@shared/model/capture'
import { storageError } from '../problems'
import { exportMemory, rowsOf } from './database'
import { csvHeader, exportStatement, rangeCondition } from './export-sql'
import { readChannels, type StoredChannel } from './stored-channels'

const progressInterval = 100

export interface ExportOptions {
  readonly request: ExportRequest
  readonly target: string
  readonly clock: Clock
  readonly signal: AbortSignal
  progress(fraction: number): void
}

/**
 * Writes rows of the capture behind `connection` to `target`: first under a name of its own in the same folder, synced,
 * then renamed, so that `target` is either whole or not touched. The query runs on a thread of its own.
 * @throws `not-found` (channel), `cancelled`, `storage`; the unfinished file is then gone.
 */
export async function exportRows(
  connection: DuckDBConnection,
  options: ExportOptions
): Promise<{ rows: number; bytes: number }> {
  const { request, target, signal } = options
  const channels = chosen(await readChannels(connection), request.channels)
  const unfinished = `${target}.${randomBytes(4).toString('hex')}.part`
  try {
    throwIfAborted(signal)
    // Fails early, with the system's own words, where DuckDB's would come after the count.
    await (await open(unfinished, 'wx')).close()
    const counted = await rowsOf(connection, `SELECT count(*) FROM samples${rangeCondition(request)}`)
    const rows = Number(counted[0][0])
    if (rows > 0) await runCopy(connection, exportStatement(request.format, channels, request, unfinished), options)
    else await writeEmpty(connection, channels, unfinished, options)
    const bytes = await sync(unfinished)
    throwIfAborted(signal)
    await rename(unfinished, target)
    await sync(dirname(target)).catch(() => undefined)
    return { rows, bytes }
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    throwIfAborted(signal)
    throw storageError(`${target} cannot be written`, error)
  }
}

/** Runs the statement, tells how far it is, and interrupts it when the signal aborts. */
async function runCopy(connection: DuckDBConnection, statement: string, options: ExportOptions): Promise<void> {
  const { clock, signal, progress } = options
  await connection.run('SET enable_progress_bar = true')
  await connection.run('SET enable_progress_bar_print = false')
  const [[usual]] = await rowsOf(connection, "SELECT current_setting('memory_limit')")
  await connection.run(`SET memory_limit = '${exportMemory}'`)
  const finished = new AbortController()
  const query = connection.run(statement).finally(() => finished.abort())
  // Watches beside the query; again and again, because an interrupt before the query's start is lost.
  const watch = async (): Promise<void> => {
    while (!finished.signal.aborted) {
      if (signal.aborted) connection.interrupt()
      else progress(Math.min(1, Math.max(0, connection.progress.percentage / 100)))
      await clock.sleep(signal.aborted ? 10 : progressInterval, finished.signal).catch(() => undefined)
    }
  }
  const onAbort = (): void => connection.interrupt()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    await Promise.all([query, watch()])
  } finally {
    signal.removeEventListener('abort', onAbort)
    // Refused when more than that is in use at this moment; the next change of channels or export sets it.
    await connection.run(`SET memory_limit = '${String(usual)}'`).catch(() => undefined)
  }
  throwIfAborted(signal)
  progress(1)
}

async function writeEmpty(
  connection: DuckDBConnection,
  channels: readonly StoredChannel[],
  path: string,
  options: ExportOptions
): Promise<void> {
  const { request } = options
  if (request.format === 'parquet')
    return runCopy(connection, exportStatement('parquet', channels, request, path), options)
  const file = await open(path, 'w')
  try {
    await file.writeFile(request.format === 'csv' ? `${csvHeader(channels)}\n` : '')
  } finally {
    await file.close()
  }
  options.progress(1)
}

function chosen(channels: readonly StoredChannel[], names: readonly string[] | undefined): readonly StoredChannel[] {
  if (!names) return channels
  const missing = names.find(name => channels.every(channel => channel.name !== name))
  if (missing !== undefined)
    throw new SignalboxError('not-found', `the capture has no channel "${missing}"`, {
      remedy: `It has: ${channels.map(({ name }) => name).join(', ') || 'none'}.`
    })
  const wanted = new Set(names)
  return channels.filter(({ name }) => wanted.has(name))
}

async function sync(path: string): Promise<number> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  return (await stat(path)).size
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new SignalboxError('cancelled', 'the export was cancelled')
}
