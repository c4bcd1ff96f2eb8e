import { open } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import { exportMemory, rowsOf } from '../file/database'
import type { ExportOutput } from './export-job'

const progressInterval = 100

export interface OutputOptions {
  readonly path: string
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Rows of the source. */
  readonly rows: number
  progress(fraction: number): void
}

/** The unfinished file of an export, written by DuckDB or piece by piece. */
export function exportOutput(options: OutputOptions): ExportOutput {
  const { path, clock, signal, progress, rows } = options
  return {
    path,
    run: (connection, statement) => runStatement(connection, statement, options),
    async write(pieces) {
      const file = await open(path, 'w')
      let done = 0
      let told = 0
      try {
        for await (const piece of pieces) {
          throwIfCancelled(signal, 'the export was cancelled')
          if (piece.bytes.length > 0) await file.writeFile(piece.bytes)
          done += piece.rows
          if (clock.now() - told < progressInterval) continue
          told = clock.now()
          progress(Math.min(1, done / rows))
        }
      } finally {
        await file.close()
      }
      progress(1)
      return done
    }
  }
}

/** Runs the statement, tells how far it is, and interrupts it when the signal aborts. Answers the rows it counted. */
async function runStatement(
  connection: DuckDBConnection,
  statement: string,
  { clock, signal, progress }: OutputOptions
): Promise<number> {
  await connection.run('SET enable_progress_bar = true')
  await connection.run('SET enable_progress_bar_print = false')
  const [[usual]] = await rowsOf(connection, "SELECT current_setting('memory_limit')")
  await connection.run(`SET memory_limit = '${exportMemory}'`)
  const finished = new AbortController()
  const query = rowsOf(connection, statement).finally(() => finished.abort())
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
    const [[[count]]] = await Promise.all([query, watch()])
    throwIfCancelled(signal, 'the export was cancelled')
    progress(1)
    return Number(count)
  } finally {
    signal.removeEventListener('abort', onAbort)
    // Refused when more than that is in use at this moment; the next change of channels or export sets it.
    await connection.run(`SET memory_limit = '${String(usual)}'`).catch(() => undefined)
  }
}
