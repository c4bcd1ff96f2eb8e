import { StreamInput } from '@shared/model/input'
import { chained, inputContent } from '../file/chain'
import { type Check, type CheckPlace } from './check'
import { Found } from './found'
import { streamedRows } from './rows'

/**
 * What the stream was sent beside bytes can be sent again, and none of it is missing or changed. Answers the last one's
 * checksum, chained to all before it.
 */
export async function* checkInputs({ connection, signal, has, pause }: CheckPlace): Check<number> {
  if (!has('inputs', 'data')) return 0
  const isChained = has('inputs', 'crc')
  const wrong = new Found('inputs that cannot be read')
  const changes = new Found('inputs that differ from their checksum')
  let inputs = 0
  let place = -Infinity
  let crc = 0
  const sql = `SELECT start, kind, data, ${isChained ? 'crc' : 'NULL'} FROM inputs`
  for await (const [startValue, kind, data, own] of streamedRows(connection, sql, signal)) {
    await pause()
    inputs++
    const start = Number(startValue)
    if (start < place) yield* wrong.one(`input ${inputs} stands before the one before it`)
    place = start
    if (isChained) {
      const expected = chained(inputContent(start, String(data)), crc)
      crc = Number(own)
      if (crc !== expected) yield* changes.one(`input ${inputs} was changed, or one before it is missing`)
    }
    if (kindOf(String(data)) !== kind) yield* wrong.one(`input ${inputs} cannot be read`)
  }
  yield* wrong.rest()
  yield* changes.rest()
  return crc
}

function kindOf(text: string): string | null {
  try {
    return StreamInput.safeParse(JSON.parse(text)).data?.kind ?? null
  } catch {
    return null
  }
}
