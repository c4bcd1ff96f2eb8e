import { z } from 'zod'
import { RejectReason } from '@shared/model/format'
import type { Finding } from '@shared/model/verification'
import { type Check, type CheckPlace, count, damage, loss, missingBelow, note } from './check'
import type { EventFacts } from './check-events'
import type { RawFacts } from './check-raw'
import type { ReadFacts } from './check-reads'
import type { SampleFacts } from './check-samples'
import { Found } from './found'
import { streamedRows } from './rows'

/** What is there, as the other checks found it. */
export interface Present {
  readonly raw: RawFacts
  readonly reads: ReadFacts
  readonly samples: SampleFacts
  readonly events: EventFacts
}

/** A row of the table `accounts`. */
interface Account {
  readonly time: number
  readonly received: number
  readonly decoded: number
  readonly rejected: number
  readonly bytesLost: number
  readonly rowsLost: number
  readonly eventsLost: number
}

const Reasons = z.partialRecord(RejectReason, z.number())
const counters = ['received', 'decoded', 'rejected', 'bytesLost', 'rowsLost', 'eventsLost'] as const

/** What was received is there or told as lost, to the byte and the sample, at each moment that the accounts tell of. */
export async function* checkAccounts(place: CheckPlace, present: Present): Check {
  const { connection, signal, has, pause } = place
  const wrong = new Found('accounts that do not agree with what is there')
  let last: Account | undefined
  if (has('accounts', 'reasons')) {
    const sql =
      'SELECT time, received, decoded, rejected, bytes_lost, rows_lost, events_lost, reasons FROM accounts ORDER BY rowid'
    for await (const [time, ...values] of streamedRows(connection, sql, signal)) {
      await pause()
      const numbers = values.map(Number)
      const [received, decoded, rejected, bytesLost, rowsLost, eventsLost] = numbers
      const account = { time: Number(time), received, decoded, rejected, bytesLost, rowsLost, eventsLost }
      const why = mistake(account, String(values[6]), last, present)
      if (why !== '') yield* wrong.one(`the accounts of ${new Date(account.time).toISOString()}: ${why}`)
      last = account
    }
  }
  yield* wrong.rest()
  yield* last ? missing(place, last, present) : unaccounted(place, present)
}

/** What is wrong with an account; empty when nothing is. */
function mistake(
  account: Account,
  reasons: string,
  before: Account | undefined,
  { raw, samples, events }: Present
): string {
  if (before && (account.time < before.time || counters.some(name => account[name] < before[name])))
    return 'they count less than those before them'
  if (sumOf(reasons) !== account.rejected) return 'the reasons for rejected lines do not add up'
  const bytes = missingBelow(raw.holes, account.received, raw.end)
  if (bytes !== account.bytesLost)
    return `${count(bytes)} of ${count(account.received)} bytes are missing, ${count(account.bytesLost)} were told as lost`
  // A stage that failed has rows numbered that never came out of it.
  if (events.stageFaults > 0) return ''
  const rows = missingBelow(samples.holes, account.decoded, samples.end)
  if (rows !== account.rowsLost)
    return `${count(rows)} of ${count(account.decoded)} samples are missing, ${count(account.rowsLost)} were told as lost`
  return ''
}

function sumOf(reasons: string): number {
  try {
    return Object.values(Reasons.parse(JSON.parse(reasons))).reduce((sum, each) => sum + each, 0)
  } catch {
    return NaN
  }
}

/** What the last account says is lost, and what came after it. */
async function* missing({ isComplete }: CheckPlace, last: Account, { raw, reads, samples, events }: Present): Check {
  const { bytesLost, rowsLost, eventsLost } = last
  if (bytesLost > 0) yield loss(`${count(bytesLost)} bytes were not recorded`)
  if (rowsLost > 0)
    yield loss(
      `${count(rowsLost)} samples were not recorded${bytesLost > 0 ? '' : '; its bytes are there to be decoded again'}`
    )
  if (eventsLost > 0) yield loss(`${count(eventsLost)} events were not recorded`)
  if (events.stageFaults > 0)
    yield loss(`a stage failed ${count(events.stageFaults)} times; the samples in it then are missing`)
  if (isComplete) {
    if (raw.end > last.received || (samples.end > last.decoded && events.stageFaults === 0))
      yield damage('there is more than was received')
    // Where bytes were lost, so may be the read that brought those before them.
    if (raw.end === last.received) yield* unread(raw, reads)
    return
  }
  // Holes that came after the last account: told by their events, if these could still be written.
  const bytes = missingBelow(raw.holes, raw.end, raw.end) - missingBelow(raw.holes, last.received, raw.end)
  const rows =
    missingBelow(samples.holes, samples.end, samples.end) - missingBelow(samples.holes, last.decoded, samples.end)
  if (bytes > 0) yield loss(`${count(bytes)} bytes near its end were not recorded`)
  if (rows > 0 && events.stageFaults === 0) yield loss(`${count(rows)} samples near its end were not recorded`)
}

/** Without accounts only the events tell what was lost. */
async function* unaccounted({ meta, isComplete }: CheckPlace, { raw, reads, samples, events }: Present): Check {
  const bytes = missingBelow(raw.holes, raw.end, raw.end)
  const rows = missingBelow(samples.holes, samples.end, samples.end)
  const kinds = [
    ['bytes', bytes, events.dropped.bytes],
    ['samples', rows, events.stageFaults > 0 ? rows : events.dropped.samples]
  ] as const
  for (const [what, lost, told] of kinds)
    if (lost > told) yield damage(`${count(lost)} ${what} are missing, ${count(told)} were told as lost`)
    else if (lost > 0) yield loss(`${count(lost)} ${what} were not recorded`)
  if (isComplete) yield* unread(raw, reads)
  if (raw.bytes > 0 && meta.get('schema') !== '1')
    yield note('it has no accounts: nobody knows whether its end is whole')
}

function* unread(raw: RawFacts, { end }: ReadFacts): Generator<Finding, void, void> {
  if (raw.bytes > 0 && end < raw.end)
    yield damage(`of the bytes after ${count(Math.max(0, end))} nobody knows when they were read`)
}
