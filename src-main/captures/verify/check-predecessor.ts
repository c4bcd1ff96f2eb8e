import { rowsOf } from '../file/database'
import { type Check, type CheckPlace, count, damage } from './check'

/** Where the capture before it in its session must end. */
export interface Joint {
  readonly bytes: number
  readonly rows: number
}

/** The capture before this one ends where this one begins. `place` is that of the one before. */
export async function* checkPredecessor({ connection }: Pick<CheckPlace, 'connection'>, begins: Joint): Check {
  const rows = await rowsOf(
    connection,
    'SELECT received::DOUBLE, decoded::DOUBLE FROM accounts ORDER BY rowid DESC LIMIT 1'
  )
  if (rows.length === 0) return
  const [bytes, samples] = rows[0].map(Number)
  if (bytes !== begins.bytes)
    yield damage(
      `the capture before it ends at byte ${count(bytes)} of the stream, this one begins at ${count(begins.bytes)}`
    )
  if (samples !== begins.rows)
    yield damage(`the capture before it ends with sample ${count(samples)}, this one begins with ${count(begins.rows)}`)
}
