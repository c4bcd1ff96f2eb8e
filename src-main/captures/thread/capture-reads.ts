import type { DuckDBConnection } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import { isCancelled, SignalboxError } from '@shared/base/errors'
import { type Database, openDatabase } from '../file/database'
import type { CaptureFolder } from './capture-folder'
import type { CaptureWriter } from './capture-writer'

/** Queries at once: each takes a thread of Node's pool, which the recording's commits need too. */
const atOnce = 2
/** How long a finished capture stays open after it was read, ms: a chart that is dragged asks many times. */
const keptOpen = 5000

interface OpenCapture {
  readonly opening: Promise<Database>
  users: number
  /** Aborted when it is used again before it was closed. */
  idle: AbortController
}

export interface CaptureReadsOptions {
  readonly captures: CaptureFolder
  readonly writerOf: (capture: string) => CaptureWriter | undefined
  readonly clock: Clock
}

/** Lends connections for reading captures, of the one being recorded and of finished ones. */
export class CaptureReads {
  private readonly opened = new Map<string, OpenCapture>()
  private readonly waiting: (() => void)[] = []
  private running = 0

  constructor(private readonly options: CaptureReadsOptions) {}

  /** Runs `work` with a connection of its own. @throws `not-found`, `busy`, `storage`, `cancelled`, and what it throws. */
  async use<T>(capture: string, signal: AbortSignal, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    while (this.running >= atOnce) await new Promise<void>(resolve => this.waiting.push(resolve))
    this.running++
    try {
      throwIfCancelled(signal)
      const writer = this.options.writerOf(capture)
      if (writer && !writer.openFile) await writer.settled()
      if (writer?.openFile) return await using(await writer.openFile.connect(), work)
      return await this.useFinished(capture, work)
    } finally {
      this.running--
      this.waiting.shift()?.()
    }
  }

  /** Lets go of a capture that is to be removed. @throws `busy` while it is being read. */
  async release(capture: string): Promise<void> {
    const open = this.opened.get(capture)
    if (!open) return
    if (open.users > 0)
      throw new SignalboxError('busy', `${capture} is being read`, { remedy: 'Try again in a moment.' })
    await this.close(capture, open)
  }

  /** Lets go of everything. */
  async end(): Promise<void> {
    await Promise.all([...this.opened].map(([capture, open]) => this.close(capture, open)))
  }

  private async useFinished<T>(capture: string, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const open = this.opened.get(capture) ?? this.open(capture)
    open.idle.abort()
    open.users++
    try {
      const database = await open.opening
      return await using(await database.connect(), work)
    } finally {
      open.users--
      if (open.users === 0 && this.opened.get(capture) === open) void this.closeWhenIdle(capture, open)
    }
  }

  private open(capture: string): OpenCapture {
    const { captures } = this.options
    const opening = (async () => {
      // Brings back what a killed writer left in its log.
      const { status } = await captures.find(capture)
      if (status === 'recording')
        throw new SignalboxError('busy', `${capture} is being recorded by another process`, {
          remedy: 'Look at it in the page of that Signalbox.'
        })
      return openDatabase(captures.paths(capture).database, { readOnly: true })
    })()
    const open = { opening, users: 0, idle: new AbortController() }
    this.opened.set(capture, open)
    // One that could not be opened is tried anew next time.
    opening.catch(() => this.opened.delete(capture))
    return open
  }

  private async closeWhenIdle(capture: string, open: OpenCapture): Promise<void> {
    open.idle = new AbortController()
    try {
      await this.options.clock.sleep(keptOpen, open.idle.signal)
      await this.close(capture, open)
    } catch (error) {
      if (!isCancelled(error)) throw error
    }
  }

  private async close(capture: string, open: OpenCapture): Promise<void> {
    open.idle.abort()
    if (this.opened.get(capture) === open) this.opened.delete(capture)
    const database = await open.opening.catch(() => undefined)
    database?.close()
  }
}

async function using<T>(connection: DuckDBConnection, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
  }
}
