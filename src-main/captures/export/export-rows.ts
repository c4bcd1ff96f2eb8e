import { randomBytes } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import { isCancelled, SignalboxError } from '@shared/base/errors'
import { type ExportOrder, ExportRequest } from '@shared/model/capture'
import { rowsOf } from '../file/database'
import { rangeCondition } from '../file/export-sql'
import { readMeta } from '../file/schema'
import { readChannels, type StoredChannel } from '../file/stored-channels'
import { storageError } from '../problems'
import type { ExportResult } from '../store'
import { type AnalysedRows, analysedRows } from './analysed-rows'
import { chosenChannels } from './chosen-channels'
import { channelColumns } from './export-column'
import type { ExportJob, Written } from './export-job'
import { exportOutput } from './export-output'
import { exportSource, type SourceTable } from './export-source'
import { refuseFullDisk } from './free-space'
import { exportWriter } from './index'
import { recordedConditions } from './recorded-conditions'
import { recordedEvents } from './recorded-events'
import { sizeOfNumbers } from './size-of-numbers'

/** What of the progress is the analysis' share. */
const analysisShare = 0.6
/** What the analysis' rows may take before they are on the disk too, bytes. */
const analysisInMemory = 400e6

export interface ExportOptions {
  readonly request: ExportRequest
  readonly target: string
  readonly clock: Clock
  readonly signal: AbortSignal
  progress(fraction: number): void
}

/**
 * Writes rows of the capture behind `connection` to `target`: first under a name of its own in the same folder, synced,
 * then renamed, so that `target` is either whole or not touched. Queries run on threads of their own, what is written by
 * us in pieces of a millisecond or two.
 * @throws `not-found` (channel), `bad-input` (what the format cannot hold), `cancelled`, `storage`; the unfinished file is
 * then gone.
 */
export async function exportRows(connection: DuckDBConnection, options: ExportOptions): Promise<ExportResult> {
  const { target, signal } = options
  const order = readOrder(options.request)
  const events = await recordedEvents(connection)
  const channels = chosenChannels(await readChannels(connection), order, events)
  const unfinished = `${target}.${randomBytes(4).toString('hex')}.part`
  let analysed: AnalysedRows | undefined
  try {
    refuseCancelled(signal)
    // Fails early, with the system's own words, where DuckDB's would come after the work.
    await (await open(unfinished, 'wx')).close()
    if (order.analysis) {
      const { from, to } = order
      await refuseFullDisk(target, await analysisSize(connection, channels, order))
      const progress = await shareOf(connection, order, options)
      analysed = await analysedRows(connection, {
        channels,
        conditions: await recordedConditions(connection),
        events,
        from: from ?? -Infinity,
        to: to ?? Infinity,
        folder: `${unfinished}.tmp`,
        signal,
        progress
      })
    }
    const recorded = { connection, condition: rangeCondition(order), columns: channelColumns(channels) }
    const { rows, remark = '' } = await writeRows(analysed ?? recorded, { order, connection, unfinished, options })
    const bytes = await sync(unfinished)
    refuseCancelled(signal)
    await rename(unfinished, target)
    await sync(dirname(target)).catch(() => undefined)
    return { rows, remark, bytes }
  } catch (error) {
    for (const ending of ['', '.wal']) await rm(unfinished + ending, { force: true }).catch(() => undefined)
    if (isCancelled(error)) throw error
    refuseCancelled(signal)
    throw storageError(`${target} cannot be written`, error)
  } finally {
    analysed?.close()
    await rm(`${unfinished}.tmp`, { force: true, recursive: true }).catch(() => undefined)
  }
}

interface Writing {
  readonly order: ExportOrder
  /** Of the capture. */
  readonly connection: DuckDBConnection
  readonly unfinished: string
  readonly options: ExportOptions
}

async function writeRows(table: SourceTable, { order, connection, unfinished, options }: Writing): Promise<Written> {
  const { clock, signal, target, request } = options
  const meta = await readMeta(connection)
  const about = { capture: request.capture, device: meta.get('address') ?? '', label: meta.get('label') ?? '' }
  const job: ExportJob = { order, source: await exportSource(table, order), capture: connection, about, signal }
  const writer = await exportWriter(order.format)
  await refuseFullDisk(target, await writer.estimate(job))
  const before = order.analysis ? analysisShare : 0
  const progress = (fraction: number): void => options.progress(before + fraction * (1 - before))
  return writer.write(job, exportOutput({ path: unfinished, clock, signal, rows: job.source.rows, progress }))
}

/** @throws SignalboxError `bad-input` that names what is wrong with it. */
function readOrder(request: ExportRequest): ExportOrder {
  const order = ExportRequest.safeParse(request)
  if (order.success) return order.data
  const [issue] = order.error.issues
  throw new SignalboxError('bad-input', `the export's ${issue.path.join('.')}: ${issue.message}`, {
    remedy: 'Correct the value and try again.'
  })
}

/** What lies on the disk beside the file until it is written. */
async function analysisSize(
  connection: DuckDBConnection,
  channels: readonly StoredChannel[],
  order: ExportOrder
): Promise<number> {
  const [[rows]] = await rowsOf(connection, `SELECT count(*) FROM samples${rangeCondition(order)}`)
  const columns = channelColumns(channels.flatMap(channel => Array.from({ length: 6 }, () => channel)))
  const size = sizeOfNumbers({ rows: Number(rows), columns })
  return Math.max(0, size - analysisInMemory)
}

/** How far the analysis is, by the time it has come to. */
async function shareOf(
  connection: DuckDBConnection,
  { to }: ExportOrder,
  { progress, clock }: ExportOptions
): Promise<(time: number) => void> {
  const [edges] = await rowsOf(connection, `SELECT min(time), max(time) FROM samples${rangeCondition({ to })}`)
  const [first, last] = edges.map(Number)
  let told = 0
  return time => {
    if (clock.now() - told < 100) return
    told = clock.now()
    progress(analysisShare * Math.min(1, (time - first) / Math.max(1, last - first)))
  }
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

function refuseCancelled(signal: AbortSignal): void {
  throwIfCancelled(signal, 'the export was cancelled')
}
