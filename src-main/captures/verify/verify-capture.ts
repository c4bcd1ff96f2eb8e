import type { DuckDBConnection } from '@duckdb/node-api'
import type { Clock } from '@shared/base/clock'
import type { CaptureInfo } from '@shared/model/capture'
import type { Verification } from '@shared/model/verification'
import { rowsOf } from '../file/database'
import { readableSchemas, readMeta } from '../file/schema'
import { type Check, type CheckPlace, damage } from './check'
import { checkAccounts } from './check-accounts'
import { checkChannels } from './check-channels'
import { checkEnd } from './check-end'
import { checkEvents } from './check-events'
import { checkInputs } from './check-inputs'
import { checkManifest } from './check-manifest'
import { checkMeta } from './check-meta'
import { checkRaw } from './check-raw'
import { checkReads } from './check-reads'
import { checkSamples } from './check-samples'
import { pauses } from './pauses'

export interface VerifyOptions {
  /** Lies on the one state that is checked, while more is recorded. */
  readonly connection: DuckDBConnection
  /** As it is listed. */
  readonly info: CaptureInfo
  readonly clock: Clock
  readonly signal: AbortSignal
  /** 0 to 1. */
  progress(fraction: number): void
}

/** What was looked at, and where the capture begins in its session. */
export interface Checked {
  readonly checked: Verification['checked']
  readonly begins: { readonly bytes: number; readonly rows: number }
}

/** Checks everything in a capture that it keeps a second account of. @throws DuckDB's own error where it cannot be read. */
export async function* verifyCapture(options: VerifyOptions): Check<Checked> {
  const { info } = options
  const place = await placeOf(options)
  const { meta } = place
  const begins = { bytes: Number(meta.get('offset') ?? 0), rows: Number(meta.get('rows') ?? 0) }
  if (!readableSchemas.includes(Number(meta.get('schema')))) {
    yield damage(`its schema is ${meta.get('schema')}, which this version cannot read`)
    return { checked: { bytes: 0, reads: 0, samples: 0, events: 0 }, begins }
  }
  yield* checkMeta(place, info.id)
  const raw = yield* checkRaw(place)
  const reads = yield* checkReads(place)
  const channels = yield* checkChannels(place)
  const samples = yield* checkSamples(place, channels)
  const events = yield* checkEvents(place)
  const inputs = yield* checkInputs(place)
  yield* checkEnd(place, { reads: reads.crc, events: events.crc, inputs })
  yield* checkAccounts(place, { raw, reads, samples, events })
  if (info.status !== 'recording') yield* checkManifest(place, info, { raw, reads, samples, events, channels })
  const checked = { bytes: raw.bytes, reads: reads.reads, samples: samples.samples, events: events.events }
  return { checked, begins }
}

async function placeOf({ connection, info, clock, signal, progress }: VerifyOptions): Promise<CheckPlace> {
  const columns = await rowsOf(
    connection,
    "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'capture'"
  )
  const names = new Set(columns.map(([table, column]) => JSON.stringify([table, column])))
  const whole = info.bytes + 8 * info.samples * (info.channels.length + 1)
  let done = 0
  return {
    connection,
    signal,
    meta: await readMeta(connection),
    isComplete: info.status === 'complete',
    has: (table, column) => names.has(JSON.stringify([table, column])),
    pause: pauses(clock, signal),
    advance(bytes) {
      done += bytes
      progress(Math.min(1, done / Math.max(1, whole)))
    }
  }
}
