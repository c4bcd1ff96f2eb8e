import {
  BIGINT,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  UTINYINT
} from '@duckdb/node-api'
import type { Batch } from '@shared/model/batch'
import type { StreamEvent } from '@shared/model/event'
import { type Rerun, rerun, type RerunOptions } from '../../pipeline/rerun'
import { identifier } from '../column-names'
import { double } from '../file/export-sql'
import type { StoredChannel } from '../file/stored-channels'
import { analysedColumns, channelColumns, type ExportColumn } from './export-column'
import type { SourceTable } from './export-source'
import { fillVector } from './fill-vector'
import { pagesOf } from './read-pages'

/** What the table may use of memory; the rest of it lies in files beside the target. */
const tableMemory = '512MB'
/** Each becomes six: a few milliseconds between two rounds of the event loop. */
const valuesAPage = 2048

export interface AnalysisOptions {
  readonly channels: readonly StoredChannel[]
  readonly conditions: RerunOptions['conditions']
  readonly events: readonly StreamEvent[]
  /** Rows before only fill the windows; ms. */
  readonly from: number
  readonly to: number
  /** A folder that does not exist yet, for what does not fit into memory. */
  readonly folder: string
  readonly signal: AbortSignal
  /** After each page: the time it ends at, ms. */
  progress(time: number): void
}

/** A table of its own with the rows and their analysis, until it is closed. */
export interface AnalysedRows extends SourceTable {
  close(): void
}

/**
 * Runs the recording, from its first row on, through the stages of the live pipeline, and keeps the rows of the stretch
 * with what came of them in a table outside of the capture, from which every format can be written.
 */
export async function analysedRows(capture: DuckDBConnection, options: AnalysisOptions): Promise<AnalysedRows> {
  const { channels, conditions, events, to, folder, signal } = options
  const columns = analysedColumns(channels)
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: tableMemory,
    temp_directory: folder
  })
  const connection = await instance.connect()
  const close = (): void => {
    connection.closeSync()
    instance.closeSync()
  }
  const named = channels.map(({ name, unit }, index) => ({ index, name, unit }))
  const stages = rerun({ channels: named, conditions, events })
  try {
    await connection.run(tableStatement(columns))
    const appender = await connection.createAppender('samples')
    const until = to === Infinity ? '' : ` WHERE time <= ${double(to)}`
    const recorded = { columns: channelColumns(channels), from: `samples${until}`, values: valuesAPage }
    const seen = channels.map(() => false)
    for await (const { sample, time, columns: value } of pagesOf(capture, recorded, signal)) {
      append(stages, { sample, time, value }, { appender, columns, seen, from: options.from })
      options.progress(time[time.length - 1])
    }
    appender.closeSync()
    return { connection, condition: '', columns, close }
  } catch (error) {
    close()
    throw error
  } finally {
    stages.stop()
  }
}

function tableStatement(columns: readonly ExportColumn[]): string {
  const own = columns.map(({ column, kind }) => `${identifier(column)} ${kind === 'number' ? 'DOUBLE' : 'UTINYINT'}`)
  return `CREATE TABLE samples (${['sample BIGINT', 'time DOUBLE', ...own].join(', ')})`
}

interface Destination {
  readonly appender: DuckDBAppender
  readonly columns: readonly ExportColumn[]
  /** Which channels have had a value: before it, there was no lamp either. */
  readonly seen: boolean[]
  readonly from: number
}

type PageRows = Parameters<Rerun['batches']>[0]

function append(stages: Rerun, rows: PageRows, { appender, columns, seen, from }: Destination): void {
  const types = [BIGINT, DOUBLE, ...columns.map(({ kind }) => (kind === 'number' ? DOUBLE : UTINYINT))]
  let at = 0
  for (const batch of stages.batches(rows)) {
    const { count } = batch
    const begins = batch.value.map((column, channel) => beginOf(column, seen[channel]))
    let skip = 0
    while (skip < count && batch.time[skip] < from) skip++
    if (skip < count) {
      const chunk = DuckDBDataChunk.create(types, count - skip)
      const numbers = BigInt64Array.from(rows.sample.subarray(at + skip, at + count), BigInt)
      fillVector(chunk, 0, numbers)
      fillVector(chunk, 1, batch.time.slice(skip, count))
      fillChannels(chunk, batch, { skip, begins })
      appender.appendDataChunk(chunk)
    }
    for (const [channel, begin] of begins.entries()) seen[channel] ||= begin < count
    at += count
  }
  appender.flushSync()
}

/** The first row with a value. */
function beginOf(column: Float64Array, isSeen: boolean): number {
  if (isSeen) return 0
  let row = 0
  while (row < column.length && Number.isNaN(column[row])) row++
  return row
}

function fillChannels(
  chunk: DuckDBDataChunk,
  { channels, count, value, mean, deviation, score, anomaly, state }: Batch,
  { skip, begins }: { readonly skip: number; readonly begins: readonly number[] }
): void {
  let to = 2
  for (const { index } of channels) {
    for (const column of [value, mean, deviation, score]) fillVector(chunk, to++, column[index].slice(skip, count))
    const missing = Math.max(0, begins[index] - skip)
    for (const column of [anomaly, state]) fillVector(chunk, to++, column[index].slice(skip, count), missing)
  }
}
