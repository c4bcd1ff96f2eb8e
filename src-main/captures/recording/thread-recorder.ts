import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import type { Batch } from '@shared/model/batch'
import type { Channel } from '@shared/model/channel'
import type { Item } from '@shared/model/item'
import type { Problem, QueueStatus, RecordingStatus } from '@shared/model/session'
import type { CommittedMessage, RecorderMessage } from '../messages'
import { errorOf, problemOf } from '../problems'
import type { Recorder } from '../store'
import { BufferPool } from './buffer-pool'
import { DiskRate } from './disk-rate'
import { addLosses, lossEvents, lossProblem, lossTotal, nothingLost, type Losses } from './losses'
import { eventBytes, packEvents } from './pack-events'
import { packRaw } from './pack-raw'
import { packRows } from './pack-rows'

export interface ThreadRecorderOptions {
  readonly recorder: number
  readonly capture: string
  readonly start: number
  readonly capacity: number
  readonly clock: Clock
  /** Hands a message to the store's thread. */
  send(message: RecorderMessage, transfer: readonly ArrayBuffer[]): void
}

/** The engine's end of a recording: packs what it is given into buffers and hands them to the store's thread. */
export class ThreadRecorder implements Recorder {
  readonly capture: string
  private readonly pool: BufferPool
  private readonly rows
  private readonly raw
  private readonly events
  private readonly rate = new DiskRate()
  private channels: readonly Channel[] = []
  private samples = 0
  private lost = nothingLost
  private unreported = nothingLost
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
    const { capture, recorder, send, start } = options
    this.capture = capture
    this.safeUntil = start
    this.pool = new BufferPool(options.capacity)
    this.rows = packRows(this.pool, chunk => send({ kind: 'rows', recorder, ...chunk }, [chunk.columns.buffer]))
    this.raw = packRaw(this.pool, piece =>
      send({ kind: 'raw', recorder, ...piece }, [piece.bytes.buffer, piece.reads.buffer])
    )
    this.events = packEvents(this.pool, events => send({ kind: 'events', recorder, events }, []))
  }

  /** Whether it takes no more: closed, or its thread has gone. */
  get over(): boolean {
    return this.ended
  }

  get queue(): QueueStatus {
    const { capacity, fill } = this.pool
    const dropped = lossTotal(this.lost)
    return { place: 'recorder', unit: 'bytes', capacity, fill, whenFull: 'dropNewest', dropped }
  }

  /** What found no room, by kind; `queue.dropped` is its sum. */
  get losses(): Losses {
    return this.lost
  }

  accept(item: Item): void {
    if (!this.guarded(() => this.pack(item))) this.lose(sizeOf(item))
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
    if (this.closing) this.lose(sizeOf(item))
    else if (item.kind === 'batch') this.packBatch(item)
    else if (item.kind === 'chunk') this.lose({ ...nothingLost, bytes: this.raw.send(item) })
    else this.lose({ ...nothingLost, events: this.events.send(item) })
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
    if (lossTotal(losses) === 0) return
    this.lost = addLosses(this.lost, losses)
    this.unreported = addLosses(this.unreported, losses)
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
    const { recorder, clock, send } = this.options
    for (const packer of [this.rows, this.raw, this.events]) this.guarded(() => packer.send('flush'))
    const missing = lossEvents(this.unreported, clock.now())
    if (missing.length === 0 || !this.pool.reserve(missing.length * eventBytes)) return
    this.unreported = nothingLost
    send({ kind: 'events', recorder, events: missing }, [])
  }

  /** The thread has committed: its buffers are free again. */
  onCommitted(message: CommittedMessage): void {
    for (const buffer of message.buffers) this.pool.release(buffer)
    this.pool.unreserve(message.events * eventBytes)
    this.safeUntil = Math.max(this.safeUntil, message.safeUntil)
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
      problem: this.problem ?? this.ownFault ?? lossProblem(this.lost)
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
    this.sendPartial()
    for (const packer of [this.rows, this.raw, this.events]) packer.stop()
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
