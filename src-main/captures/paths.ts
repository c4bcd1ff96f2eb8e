import { stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the captures of a data folder lie. */
export function capturesFolder(dataFolder: string): string {
  return join(dataFolder, 'captures')
}

/** A capture's files in its folder. */
export interface CapturePaths {
  readonly database: string
  /** DuckDB's write-ahead log; there while recording and after a kill. */
  readonly log: string
  readonly manifest: string
  /** What people say of it; see `annotations`. */
  readonly notes: string
  /** The capture at a glance, worked out once it is complete. */
  readonly summary: string
}

/** Files beside a capture that are no captures themselves. */
export const sidecar = /\.(notes|summary)\.json$/

export function capturePaths(folder: string, capture: string): CapturePaths {
  const database = join(folder, `${capture}.duckdb`)
  const [manifest, notes, summary] = ['json', 'notes.json', 'summary.json'].map(end =>
    join(folder, `${capture}.${end}`)
  )
  return { database, log: `${database}.wal`, manifest, notes, summary }
}

/** Bytes of a capture on disk; 0 when there is nothing. */
export async function bytesOnDisk({ database, log }: Pick<CapturePaths, 'database' | 'log'>): Promise<number> {
  const sizes = await Promise.all(
    [database, log].map(path =>
      stat(path).then(
        found => found.size,
        () => 0
      )
    )
  )
  return sizes[0] + sizes[1]
}
