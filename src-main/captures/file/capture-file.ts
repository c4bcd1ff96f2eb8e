import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api'
import { SignalboxError } from '@shared/base/errors'
import type { Coroutine } from '@shared/flow/types'
import type { Channel } from '@shared/model/channel'
import type { StreamEvent } from '@shared/model/event'
import { literal } from '../column-names'
import { type PlacedInput, type RawMessage, rowsAChunk, type RowsMessage, type SentAccounts } from '../messages'
import type { RecordOptions } from '../store'
import { appendBlock } from './append-block'
import { appendRaw } from './append-raw'
import { appendRows } from './append-rows'
import { chained, type Chains, inputContent, readChains } from './chain'
import { openDatabase, rowsOf, writingMemory, type Database } from './database'
import { endKey, ensureSchema } from './schema'
import { alignChannels, readChannels, type StoredChannel } from './stored-channels'

/**
 * A capture's database while it is being written. Every append belongs to one transaction that `commit` ends; after an
 * error the file is of no more use but to be abandoned, and nothing since the last commit is in it.
 */
export class CaptureFile {
  private samples: { readonly appender: DuckDBAppender; readonly rows: Coroutine<RowsMessage, void> } | undefined
  private readonly others = new Map<string, DuckDBAppender>()
  private dirty = false

  private constructor(
    private readonly database: Database,
    private stored: StoredChannel[],
    private readonly chains: Chains,
    private readonly failures: number
  ) {}

  /**
   * Opens it, and makes its tables when it is new. `failures`: how often in a row writing it has failed until now.
   * @throws `storage`, `busy`
   */
  static async open(path: string, capture: string, options: RecordOptions, failures = 0): Promise<CaptureFile> {
    const database = await openDatabase(path, { readOnly: false })
    try {
      await ensureSchema(database.connection, capture, options)
      const { connection } = database
      const file = new CaptureFile(database, await readChannels(connection), await readChains(connection), failures)
      await file.makeRoom(file.stored.length)
      return file
    } catch (error) {
      database.close()
      throw error
    }
  }

  get channels(): readonly StoredChannel[] {
    return this.stored
  }

  /** A connection for reading beside the writing; sees what is committed. */
  connect(): Promise<DuckDBConnection> {
    return this.database.connect()
  }

  /** The highest sample number and byte offset on disk, -1 and 0 when there are none. */
  async written(): Promise<{ sample: number; offset: number }> {
    const rows = await rowsOf(
      this.database.connection,
      'SELECT (SELECT max(sample) FROM samples), (SELECT max(start + length) FROM raw)'
    )
    return { sample: Number(rows[0][0] ?? -1), offset: Number(rows[0][1] ?? 0) }
  }

  async setChannels(channels: readonly Channel[]): Promise<void> {
    await this.commit()
    this.samples?.appender.closeSync()
    this.samples = undefined
    await this.makeRoom(channels.length)
    this.stored = await alignChannels(this.database.connection, this.stored, channels)
  }

  async append(message: RowsMessage): Promise<void> {
    if (message.columns.length !== (this.stored.length + 1) * rowsAChunk)
      throw new SignalboxError('fault', 'rows do not have the channels that were announced')
    await this.begin()
    if (!this.samples) {
      const appender = await this.database.connection.createAppender('samples')
      this.samples = { appender, rows: appendRows(appender, this.stored.length) }
    }
    this.samples.rows.send(message)
    appendBlock(await this.appender('blocks'), message, this.stored.length)
  }

  async appendRaw(message: RawMessage): Promise<void> {
    await this.begin()
    const appenders = { raw: await this.appender('raw'), reads: await this.appender('reads') }
    this.chains.reads = appendRaw(appenders, message, this.chains.reads)
  }

  async appendEvents(events: readonly StreamEvent[]): Promise<void> {
    await this.begin()
    const appender = await this.appender('events')
    for (const event of events) {
      appender.appendDouble(event.time)
      appender.appendVarchar(event.kind)
      if ('channel' in event) appender.appendVarchar(event.channel)
      else appender.appendNull()
      const data = JSON.stringify(event)
      this.chains.events = chained(data, this.chains.events)
      appender.appendVarchar(data)
      appender.appendUInteger(this.chains.events)
      appender.endRow()
    }
  }

  async appendInputs(inputs: readonly PlacedInput[]): Promise<void> {
    await this.begin()
    const appender = await this.appender('inputs')
    for (const { offset, input } of inputs) {
      appender.appendBigInt(BigInt(offset))
      const data = JSON.stringify(input)
      this.chains.inputs = chained(inputContent(offset, data), this.chains.inputs)
      appender.appendVarchar(input.kind)
      appender.appendVarchar(data)
      appender.appendUInteger(this.chains.inputs)
      appender.endRow()
    }
  }

  async appendAccounts(time: number, accounts: SentAccounts): Promise<void> {
    await this.begin()
    const appender = await this.appender('accounts')
    appender.appendDouble(time)
    const { received, decoded, rejected, bytesLost, rowsLost, eventsLost } = accounts
    for (const number of [received, decoded, rejected, bytesLost, rowsLost, eventsLost])
      appender.appendBigInt(BigInt(number))
    appender.appendVarchar(JSON.stringify(accounts.rejectedByReason))
    appender.endRow()
  }

  /** Makes everything appended so far safe; returns when it is on disk. */
  async commit(): Promise<void> {
    if (!this.dirty) return
    this.samples?.appender.flushSync()
    for (const appender of this.others.values()) appender.flushSync()
    await this.database.connection.run('COMMIT')
    this.dirty = false
  }

  /** Commits, says where it ends, moves everything from the log into the database file and releases it. */
  async close(): Promise<void> {
    await this.commit()
    const end = literal(JSON.stringify(this.chains))
    await this.database.connection.run(`INSERT OR REPLACE INTO meta VALUES ('${endKey}', ${end})`)
    this.samples?.appender.closeSync()
    for (const appender of this.others.values()) appender.closeSync()
    // An export still going on forbids it: the log then stays, and is read by whoever opens the file next.
    await this.database.connection.run('CHECKPOINT capture').catch(() => undefined)
    this.database.close()
  }

  /** Releases the file as it is. */
  abandon(): void {
    this.database.close()
  }

  private async makeRoom(columns: number): Promise<void> {
    const memory = writingMemory(columns, this.failures)
    await this.database.connection.run(`SET memory_limit = '${memory}'`)
  }

  private async begin(): Promise<void> {
    if (this.dirty) return
    await this.database.connection.run('BEGIN')
    this.dirty = true
  }

  private async appender(table: string): Promise<DuckDBAppender> {
    const known = this.others.get(table)
    if (known) return known
    const made = await this.database.connection.createAppender(table)
    this.others.set(table, made)
    return made
  }
}
