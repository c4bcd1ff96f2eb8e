import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { SignalboxError } from '@shared/base/errors'

// What an import may use beside the recordings: they come first.
const settings = {
  threads: '1',
  memory_limit: '512MB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false'
}

/** A database of its own that holds nothing, to read a Parquet file with; gone when `work` has ended. */
export async function withParquet<Result>(
  name: string,
  work: (connection: DuckDBConnection) => Promise<Result>
): Promise<Result> {
  const { connection, close } = await openParquet()
  try {
    return await work(connection)
  } catch (error) {
    throw notParquet(name, error)
  } finally {
    close()
  }
}

export async function openParquet(): Promise<{ connection: DuckDBConnection; close(): void }> {
  const instance = await DuckDBInstance.create(':memory:', settings)
  const connection = await instance.connect()
  return {
    connection,
    close() {
      connection.closeSync()
      instance.closeSync()
    }
  }
}

export function notParquet(name: string, error: unknown): SignalboxError {
  if (error instanceof SignalboxError) return error
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0]
  return new SignalboxError('bad-input', `${name} cannot be read as Parquet: ${message}`, {
    remedy: 'The file may be cut short: copy it once more.',
    cause: error
  })
}
