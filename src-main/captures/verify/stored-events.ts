import { isDeepStrictEqual } from 'node:util'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { StreamEvent } from '@shared/model/event'
import type { Finding } from '@shared/model/verification'
import { count, damage, note } from './check'
import { Differences } from './differences'
import { streamedRows } from './rows'

/** A capture's events, in order, compared with those that decoding again gives. */
export class StoredEvents {
  private readonly rows
  private unrecorded = 0
  private readonly different = new Differences('events are different')

  constructor(connection: DuckDBConnection, signal: AbortSignal) {
    this.rows = decodedEvents(streamedRows(connection, 'SELECT data FROM events', signal))
  }

  async compare(decoded: StreamEvent): Promise<void> {
    const step = await this.rows.next()
    if (step.done) this.unrecorded++
    // As it was written: what JSON cannot say is not compared.
    else if (!isDeepStrictEqual(step.value, JSON.parse(JSON.stringify(decoded))))
      this.different.add(() => `${decoded.kind} at ${new Date(decoded.time).toISOString()}`)
  }

  /** What was found. `isCutOff`: what came last may not have reached the disk. */
  async end(isCutOff: boolean): Promise<readonly Finding[]> {
    let undecoded = 0
    while (!(await this.rows.next()).done) undecoded++
    const findings = this.different.findings()
    if (undecoded > 0) findings.push(damage(`decoded again, ${count(undecoded)} recorded events did not come`))
    if (this.unrecorded > 0 && isCutOff)
      findings.push(note(`decoded again, it has ${count(this.unrecorded)} more events at its end`))
    else if (this.unrecorded > 0)
      findings.push(damage(`decoded again, ${count(this.unrecorded)} events came that are not recorded`))
    return findings
  }

  async close(): Promise<void> {
    await this.rows.return()
  }
}

/** Those of the stream: what the recording says of itself does not come out of it. */
async function* decodedEvents(
  rows: AsyncGenerator<readonly unknown[], void, void>
): AsyncGenerator<unknown, void, void> {
  for await (const [data] of rows) {
    const event = JSON.parse(String(data)) as { kind?: unknown; place?: unknown }
    if (event.place !== 'recorder' && event.place !== 'captures') yield event
  }
}
