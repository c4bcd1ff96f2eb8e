import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import type { StreamAccounts } from '@shared/model/accounts'
import type { Batch } from '@shared/model/batch'
import type { Channel } from '@shared/model/channel'
import type { StreamEvent } from '@shared/model/event'
import type { StreamInput } from '@shared/model/input'
import type { Item } from '@shared/model/item'
import type { Problem, QueueStatus, RecordingStatus } from '@shared/model/session'
import type { RecordedStream } from '../../pipeline/session-interface'
import type { CommittedMessage, OnDisk, PlacedInput, RecorderMessage } from '../messages'
import { errorOf, problemOf } from '../problems'
import type { Recorder } from '../store'
import { BufferPool } from './buffer-pool'
import { DiskRate } from './disk-rate'
import { Ledger } from './ledger'
import { lossEvents, lossProblem, lossTotal, nothingLost, type Losses } from './losses'
import { eventBytes, packEvents } from './pack-events'
import { packRaw, type RawReady } from './pack-raw'
import { packRows, type RowsReady } from './pack-rows'

export interface ThreadRecorderOptions {
  readonly recorder: number
  readonly capture: string
  readonly start: number
  readonly capacity: number
  /** What earlier captures of the session took; this one goes on from there. */
  readonly before?: OnDisk
  readonly clock: Clock
  /** Hands a message to the store's thread. */
  send(message: RecorderMessage, transfer: readonly ArrayBuffer[]): void
}

/** What is recorded. On a disk that is nearly full samples go first: they can be decoded again from the raw bytes. */
export type Keeping = 'everything' | 'raw' | 'nothing'

/** A disk that falls behind costs samples first, too: the upper half of the memory is left to the raw bytes. */
const rowsShare = 0.5
/** How often the accounts are kept with the capture, ms. */
const accountsInterval = 1000

/** The engine's end of a recording: packs what it is given into buffers and hands them to the store's thread. */
export class ThreadRecorder implements Recorder {
  readonly capture: string
  private readonly pool: BufferPool
  private readonly rows
  private readonly raw
  private readonly events
  private readonly inputs
  private readonly ledger: Ledger
  private readonly rate = new DiskRate()
  private channels: readonly Channel[] = []
  private samples = 0
  private offset: number
  private keeping: Keeping = 'everything'
  private diskProblem: Problem | null = null
  private stream: (() => StreamAccounts) | undefined
  private accountedAt = -Infinity
  private problem: Problem | null = null
  private ownFault: Problem | null = null
  private bytesOnDisk = 0
  private safeUntil: number
  /** The mark that is not yet on disk. */
  private pendingMark: number | undefined
  private closing: Promise<void> | undefined
  private ended = false
  private finish: (problem: Problem | null) => void = () => undefined

  constructor(private readonly options: ThreadRecorderOptions) {
    const { capture, recorder, send, start, before, capacity } = options
    this.capture = capture
    this.safeUntil = start
    this.offset = before?.bytes ?? 0
    this.ledger = new Ledger(before)
    this.pool = new BufferPool(capacity)
    const rowsReady: RowsReady = chunk => {
      this.ledger.send({ rows: chunk.count })
      send({ kind: 'rows', recorder, ...chunk }, [chunk.columns.buffer])
    }
    const rawReady: RawReady = piece => {
      this.ledger.send({ bytes: piece.length })
      send({ kind: 'raw', recorder, ...piece }, [piece.bytes.buffer, piece.reads.buffer])
    }
    this.rows = packRows(this.pool, rowsReady, rowsShare * capacity)
    this.raw = packRaw(this.pool, rawReady, this.offset)
    this.events = packEvents<StreamEvent>(this.pool, events => this.sendEvents(events))
    this.inputs = packEvents<PlacedInput>(this.pool, inputs => send({ kind: 'inputs', recorder, inputs }, []))
  }

  /** Whether it takes no more: closed, or its thread has gone. */
  get over(): boolean {
    return this.ended
  }

  get queue(): QueueStatus {
    const { capacity, fill } = this.pool
    const dropped = lossTotal(this.losses)
    return { place: 'recorder', unit: 'bytes', capacity, fill, whenFull: 'dropNewest', dropped }
  }

  /** What found no room, by kind; `queue.dropped` is its sum. */
  get losses(): Losses {
    return this.ledger.losses
  }

  /** What the session's captures have taken so far, this one's included. */
  get taken(): OnDisk {
    return this.ledger.taken
  }

  accept(item: Item): void {
    if (!this.guarded(() => this.pack(item))) this.lose(sizeOf(item))
  }

  input(input: StreamInput): void {
    const place = { offset: this.offset, input }
    const isOut = this.closing !== undefined || this.keeping === 'nothing'
    if (isOut || !this.guarded(() => this.lose({ ...nothingLost, events: this.inputs.send(place) })))
      this.lose({ ...nothingLost, events: 1 })
  }

  attach({ accounts }: RecordedStream): void {
    this.stream = accounts
  }

  /** What is kept from now on, and why it is not everything. */
  keep(keeping: Keeping, problem: Problem | null): void {
    this.keeping = keeping
    this.diskProblem = problem
  }

  /** A sink never throws: what goes wrong here is in the status. */
  private guarded(action: () => void): boolean {
    try {
      action()
      return true
    } catch (error) {
      this.ownFault = problemOf(error)
      return false
    }
  }

  private pack(item: Item): void {
    if (item.kind === 'chunk') this.packChunk(item.bytes.length, item)
    else if (this.closing || this.keeping === 'nothing') this.lose(sizeOf(item))
    else if (item.kind !== 'batch') this.lose({ ...nothingLost, events: this.events.send(item) })
    else if (this.keeping === 'raw') this.lose(sizeOf(item))
    else this.packBatch(item)
  }

  private packChunk(length: number, chunk: Extract<Item, { kind: 'chunk' }>): void {
    this.offset += length
    const skips = this.closing !== undefined || this.keeping === 'nothing'
    const dropped = this.closing ? length : this.raw.send(skips ? { skip: length } : chunk)
    this.lose({ ...nothingLost, bytes: dropped })
  }

  private packBatch(batch: Batch): void {
    const { value, channels, count } = batch
    if (value.length !== channels.length)
      throw new SignalboxError('fault', `a batch has ${value.length} columns for ${channels.length} channels`)
    if (channels !== this.channels) {
      this.rows.send('flush')
      this.channels = channels
      this.options.send({ kind: 'channels', recorder: this.options.recorder, channels: [...channels] }, [])
    }
    const dropped = this.rows.send(batch)
    this.samples += count - dropped
    this.lose({ ...nothingLost, samples: dropped })
  }

  private lose(losses: Losses): void {
    this.ledger.lose(losses)
  }

  private sendEvents(events: readonly StreamEvent[]): void {
    this.ledger.send({ events: events.length })
    this.options.send({ kind: 'events', recorder: this.options.recorder, events }, [])
  }

  /** Sends what is partly filled and asks for a commit, unless the last one is still being made. */
  flush(): void {
    if (this.pendingMark === undefined) this.flushNow()
  }

  /** The same in any case. */
  flushNow(): void {
    if (this.closing) return
    this.sendPartial()
    this.pendingMark = this.options.clock.now()
    this.options.send({ kind: 'mark', recorder: this.options.recorder, time: this.pendingMark }, [])
  }

  private sendPartial(): void {
    for (const packer of [this.rows, this.raw, this.events, this.inputs]) this.guarded(() => packer.send('flush'))
    const missing = lossEvents(this.ledger.untold, this.options.clock.now())
    if (missing.length > 0 && this.pool.reserve(missing.length * eventBytes)) {
      this.ledger.told()
      this.sendEvents(missing)
    }
    this.sendAccounts()
  }

  /** Nothing is half packed at this moment, so that the sums must agree. */
  private sendAccounts(): void {
    const now = this.options.clock.now()
    const since = now - this.accountedAt
    if (!this.stream || (since >= 0 && since < accountsInterval)) return
    this.accountedAt = now
    const accounts = this.ledger.check(this.stream())
    this.options.send({ kind: 'accounts', recorder: this.options.recorder, time: now, accounts }, [])
  }

  /** The thread has committed: its buffers are free again. */
  onCommitted(message: CommittedMessage): void {
    for (const buffer of message.buffers) this.pool.release(buffer)
    this.pool.unreserve(message.events * eventBytes)
    this.ledger.committed(message.onDisk)
    // Marks come back in their order, so that the last one counts, also when the clock was set back meanwhile.
    this.safeUntil = message.safeUntil
    if (this.pendingMark !== undefined && message.safeUntil >= this.pendingMark) this.pendingMark = undefined
    this.problem = message.problem
    this.bytesOnDisk = message.bytesOnDisk
    this.rate.add(this.options.clock.now(), message.bytesOnDisk)
  }

  /** The thread has completed the capture, or given up with `problem`; nothing comes from it any more. */
  onFinished(problem: Problem | null): void {
    this.problem = problem ?? this.problem
    this.ended = true
    this.closing ??= Promise.resolve()
    this.pool.clear()
    this.finish(problem)
  }

  status(): RecordingStatus {
    const { capture, bytesOnDisk, samples, safeUntil } = this
    return {
      capture,
      startedAt: this.options.start,
      bytesOnDisk,
      bytesPerSecond: this.rate.perSecond,
      samples,
      safeUntil,
      problem: this.problem ?? this.ownFault ?? this.diskProblem ?? lossProblem(this.losses),
      accounts: this.stream ? this.ledger.accounts(this.stream()) : null
    }
  }

  /** @throws `storage` when it could not be completed: what is on disk then is recovered at the next list. */
  close(): Promise<void> {
    this.closing ??= this.complete()
    return this.closing
  }

  private complete(): Promise<void> {
    const finished = new Promise<void>((resolve, reject) => {
      this.finish = problem => (problem ? reject(errorOf(problem)) : resolve())
    })
    // Who only asks for the status must not be told of an unhandled rejection; who awaits it is told all the same.
    finished.catch(() => undefined)
    this.accountedAt = -Infinity
    this.sendPartial()
    for (const packer of [this.rows, this.raw, this.events, this.inputs]) packer.stop()
    const { recorder, clock, send } = this.options
    send({ kind: 'finish', recorder, time: clock.now() }, [])
    return finished
  }
}

/** What is lost when the whole item is. */
function sizeOf(item: Item): Losses {
  if (item.kind === 'batch') return { ...nothingLost, samples: item.count }
  return item.kind === 'chunk' ? { ...nothingLost, bytes: item.bytes.length } : { ...nothingLost, events: 1 }
}
