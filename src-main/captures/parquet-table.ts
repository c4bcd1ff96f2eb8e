import { rename, rm } from 'node:fs/promises'
import { DOUBLE, DuckDBDataChunk, DuckDBInstance, UTINYINT, VARCHAR, type DuckDBType } from '@duckdb/node-api'
import { type Batch, lights } from '@shared/model/batch'
import { foldCase, identifier, literal, uniqueNames } from './column-names'
import { storageError } from './problems'

/** Rows DuckDB takes at once. */
const chunkRows = 2048

/** Analysed batches on their way into a Parquet file, in constant memory. */
export interface ParquetTable {
  /** Takes over the rows; the batch is no longer needed when it answers. Channels may appear at any time. */
  write(batch: Batch): Promise<void>
  /** Puts the file in its place. */
  finish(): Promise<void>
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
  const instance = await failing(DuckDBInstance.create(`${temporary}.duckdb`, { threads: '2', memory_limit: '512MB' }))
  const connection = await instance.connect()
  await connection.run('CREATE TABLE rows ("time" DOUBLE)')
  let appender = await connection.createAppender('rows')
  let channels = 0
  let columns = ['time']
  let types: DuckDBType[] = [DOUBLE]

  async function widen(all: Batch['channels']): Promise<void> {
    appender.closeSync()
    const fresh = all
      .slice(channels)
      .flatMap(({ name }) => parts.map(({ suffix, type }) => ({ name: name + suffix, type })))
    const names = uniqueNames(
      fresh.map(({ name }) => name),
      columns,
      foldCase
    )
    for (const [at, { type }] of fresh.entries())
      await connection.run(`ALTER TABLE rows ADD COLUMN ${identifier(names[at])} ${type.toString()}`)
    columns = [...columns, ...names]
    types = [...types, ...fresh.map(({ type }) => type)]
    channels = all.length
    appender = await connection.createAppender('rows')
  }

  function append(batch: Batch, start: number, end: number): void {
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
    appender.appendDataChunk(chunk)
  }

  async function clean(): Promise<void> {
    for (const ending of ['.duckdb', '.duckdb.wal', '']) await rm(temporary + ending, { force: true })
  }

  return {
    async write(batch) {
      if (batch.channels.length > channels) await widen(batch.channels)
      for (let start = 0; start < batch.count; start += chunkRows)
        append(batch, start, Math.min(batch.count, start + chunkRows))
    },
    async finish() {
      appender.closeSync()
      await failing(connection.run(`COPY rows TO ${literal(temporary)} (FORMAT parquet)`))
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
