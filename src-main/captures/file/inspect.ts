import type { DuckDBConnection } from '@duckdb/node-api'
import { type CaptureInfo, CaptureOrigin } from '@shared/model/capture'
import { DeviceSpec } from '@shared/model/device'
import type { StreamEvent } from '@shared/model/event'
import { SignalboxError } from '@shared/base/errors'
import { literal } from '../column-names'
import { chained, readChains } from './chain'
import { rowsOf } from './database'
import { openSalvaged } from './salvage'
import { endKey, hasSchema, readableSchemas, readMeta } from './schema'
import { readChannels } from './stored-channels'

export interface Inspected {
  readonly info: Omit<CaptureInfo, 'bytesOnDisk' | 'notes'>
  readonly spec: DeviceSpec
}

/**
 * Opens a capture whose writer is gone, which brings back what its log holds, moves that into the database file, and
 * counts what is there.
 * @throws `busy` when somebody writes it after all; `storage` when it cannot be read; `bad-input` when it is no capture.
 */
export async function recoverDatabase(path: string, capture: string, now: () => number): Promise<Inspected> {
  const { database, salvaged } = await openSalvaged(path, now)
  try {
    const { connection } = database
    if (!(await hasSchema(connection))) throw noCapture(path, 'it has no table "meta"')
    const meta = await readMeta(connection)
    if (!readableSchemas.includes(Number(meta.get('schema'))))
      throw noCapture(path, `its schema is ${meta.get('schema')}`)
    const spec = DeviceSpec.parse(JSON.parse(meta.get('device') ?? ''))
    const start = Number(meta.get('start'))
    const counts = await rowsOf(
      connection,
      'SELECT (SELECT count(*) FROM samples), (SELECT max(time) FROM samples), (SELECT coalesce(sum(length), 0)::DOUBLE FROM raw), (SELECT max(time) FROM reads)'
    )
    const [samples, lastSample, bytes, lastRead] = counts[0].map(value => (value === null ? -Infinity : Number(value)))
    const channels = (await readChannels(connection)).map(({ name, unit }) => ({ name, unit }))
    if (salvaged) await appendEvent(connection, salvaged, Number(meta.get('schema')))
    await connection.run('CHECKPOINT capture')
    const info = {
      id: capture,
      device: meta.get('address') ?? '',
      label: meta.get('label') ?? '',
      start,
      end: Math.max(start, lastSample, lastRead),
      status: 'recovered' as const,
      channels,
      samples,
      bytes,
      origin: CaptureOrigin.parse(JSON.parse(meta.get('origin') ?? '{"kind":"recorded"}')),
      made: meta.has('made') ? Number(meta.get('made')) : null,
      run: meta.get('run') ?? capture,
      part: Number(meta.get('part') ?? 1)
    }
    return { info, spec }
  } finally {
    database.close()
  }
}

async function appendEvent(connection: DuckDBConnection, event: StreamEvent, schema: number): Promise<void> {
  const { time, kind } = event
  const data = JSON.stringify(event)
  // Version 1 chained nothing.
  const chain = schema > 1 ? [chained(data, (await readChains(connection)).events)] : []
  const values = [time, literal(kind), 'NULL', literal(data), ...chain]
  // It ends elsewhere now, and not as it was meant to.
  await connection.run(`INSERT INTO events VALUES (${values.join(', ')}); DELETE FROM meta WHERE key = '${endKey}'`)
}

function noCapture(path: string, why: string): SignalboxError {
  return new SignalboxError('bad-input', `${path} is not a capture: ${why}`, { remedy: 'Move it out of the folder.' })
}
