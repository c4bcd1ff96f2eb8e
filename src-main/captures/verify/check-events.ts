import { StreamEvent } from '@shared/model/event'
import { chained } from '../file/chain'
import { type Check, type CheckPlace, loss } from './check'
import { Found } from './found'
import { streamedRows } from './rows'

/** What the events say of the recording itself. */
export interface EventFacts {
  readonly events: number
  /** Told as lost by the recorder. */
  readonly dropped: { readonly bytes: number; readonly samples: number }
  /** How often a stage failed, which costs the rows in it. */
  readonly stageFaults: number
  /** The last one's checksum, chained to all before it. */
  readonly crc: number
}

/** Each event is one, says of itself what its columns say, and none is missing or changed. */
export async function* checkEvents({ connection, signal, has, pause }: CheckPlace): Check<EventFacts> {
  const isChained = has('events', 'crc')
  const wrong = new Found('events that cannot be read')
  const changes = new Found('events that differ from their checksum')
  const dropped = { bytes: 0, samples: 0 }
  let events = 0
  let stageFaults = 0
  let crc = 0
  const sql = `SELECT time, kind, channel, data, ${isChained ? 'crc' : 'NULL'} FROM events`
  for await (const [time, kind, channel, data, own] of streamedRows(connection, sql, signal)) {
    await pause()
    events++
    const text = String(data)
    if (isChained) {
      const expected = chained(text, crc)
      crc = Number(own)
      if (crc !== expected) yield* changes.one(`event ${events} was changed, or one before it is missing`)
    }
    const event = readEvent(text)
    if (!event) yield* wrong.one(`event ${events} cannot be read`)
    else if (event.time !== time || event.kind !== kind || ('channel' in event ? event.channel : null) !== channel)
      yield* wrong.one(`event ${events} is not what its columns say`)
    else if (event.kind === 'dropped' && event.place === 'recorder') {
      if (event.what === 'raw bytes') dropped.bytes += event.count
      if (event.what === 'samples') dropped.samples += event.count
    } else if (event.kind === 'fault' && event.place === 'pipeline') stageFaults++
    else if (event.kind === 'fault' && event.place === 'captures') yield loss(event.message)
  }
  yield* wrong.rest()
  yield* changes.rest()
  return { events, dropped, stageFaults, crc }
}

function readEvent(text: string): StreamEvent | null {
  try {
    return StreamEvent.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
