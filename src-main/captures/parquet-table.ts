import { rename, rm, stat } from 'node:fs/promises'
import {
  DOUBLE,
  type DuckDBAppender,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  UTINYINT,
  VARCHAR
} from '@duckdb/node-api'
import { type Batch, lights } from '@shared/model/batch'
import { foldCase, identifier, literal, uniqueNames } from './column-names'
import { storageError } from './problems'

/** Rows DuckDB takes at once. */
const chunkRows = 2048

/** Analysed batches on their way into a Parquet file, in constant memory. */
export interface ParquetTable {
  /** Takes over the rows; the batch is no longer needed when it answers. Channels may appear at any time. */
  write(batch: Batch): Promise<void>
  /** Puts the file in its place; an abort makes it fail. */
  finish(signal: AbortSignal): Promise<void>
  discard(): Promise<void>
}

const parts = [
  { suffix: '', type: DOUBLE },
  { suffix: '.mean', type: DOUBLE },
  { suffix: '.std', type: DOUBLE },
  { suffix: '.score', type: DOUBLE },
  { suffix: '.anomaly', type: UTINYINT },
  { suffix: '.state', type: VARCHAR }
] as const

/**
 * A table beside `path` that becomes the Parquet file at the end, written by DuckDB itself.
 * @throws SignalboxError `storage` when the place cannot be written.
 */
export async function openParquetTable(path: string): Promise<ParquetTable> {
  const temporary = `${path}.${process.pid}.part`
  const failing = <Result>(work: Promise<Result>): Promise<Result> =>
    work.catch((error: unknown) => {
      throw storageError(`${path} cannot be written`, error)
    })
  await failing(refuseFolder(path))
  const instance = await failing(DuckDBInstance.create(`${temporary}.duckdb`, { threads: '2', memory_limit: '512MB' }))
  const connection = await instance.connect()
  let appender: DuckDBAppender | undefined
  let channels = 0
  let columns = ['time']
  let types: DuckDBType[] = [DOUBLE]

  async function widen(all: Batch['channels']): Promise<void> {
    appender?.closeSync()
    const fresh = all
      .slice(channels)
      .flatMap(({ name }) => parts.map(({ suffix, type }) => ({ name: name + suffix, type })))
    const names = uniqueNames(
      fresh.map(({ name }) => name),
      columns,
      foldCase
    )
    const added = fresh.map(({ type }, at) => `${identifier(names[at])} ${type.toString()}`)
    // One statement for the usual case: a thousand columns added one by one take seconds.
    if (appender) for (const column of added) await connection.run(`ALTER TABLE rows ADD COLUMN ${column}`)
    else await connection.run(`CREATE TABLE rows (${['"time" DOUBLE', ...added].join(', ')})`)
    columns = [...columns, ...names]
    types = [...types, ...fresh.map(({ type }) => type)]
    channels = all.length
    appender = await connection.createAppender('rows')
  }

  function append(to: DuckDBAppender, batch: Batch, start: number, end: number): void {
    const chunk = DuckDBDataChunk.create(types, end - start)
    const numbers = (column: Float64Array): (number | null)[] =>
      Array.from(column.subarray(start, end), value => (Number.isNaN(value) ? null : value))
    chunk.setColumnValues(0, numbers(batch.time))
    for (const { index } of batch.channels) {
      const at = 1 + index * parts.length
      for (const [offset, column] of [batch.value, batch.mean, batch.deviation, batch.score].entries())
        chunk.setColumnValues(at + offset, numbers(column[index]))
      chunk.setColumnValues(at + 4, Array.from(batch.anomaly[index].subarray(start, end)))
      chunk.setColumnValues(
        at + 5,
        Array.from(batch.state[index].subarray(start, end), code => lights[code])
      )
    }
    to.appendDataChunk(chunk)
  }

  async function clean(): Promise<void> {
    for (const ending of ['.duckdb', '.duckdb.wal', '.duckdb.tmp', ''])
      await rm(temporary + ending, { force: true, recursive: true })
  }

  return {
    async write(batch) {
      if (!appender || batch.channels.length > channels) await failing(widen(batch.channels))
      const to = appender
      if (!to) return
      try {
        for (let start = 0; start < batch.count; start += chunkRows)
          append(to, batch, start, Math.min(batch.count, start + chunkRows))
      } catch (error) {
        throw storageError(`${path} cannot be written`, error)
      }
    },
    async finish(signal) {
      if (!appender) await failing(widen([]))
      appender?.closeSync()
      const interrupt = (): void => connection.interrupt()
      signal.addEventListener('abort', interrupt)
      try {
        await failing(connection.run(`COPY rows TO ${literal(temporary)} (FORMAT parquet)`))
      } catch (error) {
        signal.throwIfAborted()
        throw error
      } finally {
        signal.removeEventListener('abort', interrupt)
      }
      connection.closeSync()
      instance.closeSync()
      await failing(rename(temporary, path))
      await clean()
    },
    async discard() {
      connection.closeSync()
      instance.closeSync()
      await clean()
    }
  }
}

async function refuseFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found?.isDirectory()) throw new Error('EISDIR: it is a directory')
}
