import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { SignalboxError } from '@shared/base/errors'
import { literal } from '../column-names'
import { storageError } from '../problems'

/**
 * Rows of a row group. A checkpoint writes the last, partly filled row group again: with DuckDB's 122,880 a table of raw
 * bytes made checkpoints of up to 20 s and doubled the file (measured at 2 GB); with 10,240 rows of at most 4,000 bytes
 * each they stay at 0.2 s.
 */
const rowGroupSize = 10_240

const settings = {
  // One thread: there may be dozens of recordings, and none may take a core from the reader.
  threads: '1',
  // Measured at 100 MB/s: stalls of 0.2 s at 16 MB, 0.35 s at 64 MB, 1.9 s at 440 MB, all within the promised second or not.
  checkpoint_threshold: '16MB',
  // No extension is ever fetched: what is used (Parquet, CSV) is built in.
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false'
}

/** What an export may use, for as long as it runs. */
export const exportMemory = '1GB'

/**
 * What writing may use. DuckDB keeps what it wrote in memory up to its limit: at 512 MB an engine with a few channels
 * grew by 3 MB/s for minutes. A column takes blocks of 256 KiB, several at once around a checkpoint: with 128 MB in all,
 * commits of 300 columns failed. `failures` in a row double it, in case that was why.
 */
export function writingMemory(columns: number, failures: number): string {
  return `${(128 + 2 * columns) * 2 ** Math.min(3, failures)}MB`
}

/** A capture's database, open. Its catalog is the connection's current one. */
export interface Database {
  readonly instance: DuckDBInstance
  readonly connection: DuckDBConnection
  /** Another connection to it, for work beside the first; closed by its owner. */
  connect(): Promise<DuckDBConnection>
  /** Releases the file. Never throws. */
  close(): void
}

/**
 * Opens the database file `path`; made when missing unless `readOnly`.
 * @throws SignalboxError `busy` when another process writes it, `storage` otherwise.
 */
export async function openDatabase(path: string, options: { readOnly: boolean }): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:', {
    ...settings,
    memory_limit: options.readOnly ? exportMemory : writingMemory(0, 0),
    temp_directory: `${path}.tmp`
  })
  const connect = async (): Promise<DuckDBConnection> => {
    const connection = await instance.connect()
    await connection.run('USE capture')
    return connection
  }
  let first: DuckDBConnection | undefined
  try {
    first = await instance.connect()
    // Attached rather than opened, because only ATTACH takes a row group size.
    const how = options.readOnly ? 'READ_ONLY' : `ROW_GROUP_SIZE ${rowGroupSize}`
    await first.run(`ATTACH ${literal(path)} AS capture (${how})`)
    await first.run('USE capture')
    const connection = first
    return { instance, connection, connect, close: () => release(instance, connection) }
  } catch (error) {
    release(instance, first)
    if (
      error instanceof Error &&
      /could not set lock|conflicting lock|being used by another process/i.test(error.message)
    )
      throw new SignalboxError('busy', `${path} is being written by another process`, {
        remedy: 'Export it from the page of the Signalbox that records it, or end the recording first.',
        cause: error
      })
    throw storageError(`${path} cannot be opened`, error)
  }
}

/** Loads DuckDB and runs it once, so that the first capture does not have to wait for that. */
export async function warmUp(): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', settings)
  const connection = await instance.connect()
  await connection.run('SELECT 1')
  release(instance, connection)
}

/** A query's rows. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql)).getRows()
}

function release(instance: DuckDBInstance, connection: DuckDBConnection | undefined): void {
  try {
    connection?.closeSync()
  } catch {
    // Already gone with a fatal error: nothing left to release.
  }
  try {
    instance.closeSync()
  } catch {
    // The same.
  }
}
