import type { Clock } from '@shared/base/clock'
import type { RecordingAccounts } from '@shared/model/accounts'
import type { StreamInput } from '@shared/model/input'
import type { Item } from '@shared/model/item'
import type { QueueStatus, RecordingStatus } from '@shared/model/session'
import type { RecordedStream } from '../../pipeline/session-interface'
import type { OnDisk } from '../messages'
import type { Recorder, RecordOptions } from '../store'
import { addLosses, type Losses, lossTotal, nothingLost } from './losses'
import type { RollLimits } from './roll-limits'
import type { ThreadRecorder } from './thread-recorder'

/** What the next capture of a session begins with; for the first one there is nothing. */
export type Continuation = Pick<RecordOptions, 'start' | 'conditions' | 'continues'> & { readonly before: OnDisk }

interface Done {
  readonly samples: number
  readonly bytesOnDisk: number
  readonly taken: OnDisk
  readonly lost: Losses
}

const nothingTaken: OnDisk = { bytes: 0, rows: 0, events: 0 }

export interface RollingRecorderOptions {
  readonly clock: Clock
  readonly limits: () => RollLimits
  open(continuation?: Continuation): ThreadRecorder
  /** The session goes on in this capture. */
  readonly onRolled: (capture: string) => void
}

/**
 * One session's recording, as one capture after the other. It rolls over between two chunks, so that a chunk and what was
 * decoded from it are in one capture; the old one is completed while the new one is written.
 */
export class RollingRecorder implements Recorder {
  private current: ThreadRecorder
  private stream: RecordedStream | undefined
  private startedAt: number
  private part = 1
  /** Something happened since the last bytes: what comes next belongs to it. */
  private isPending = false
  /** Captures that are being completed. */
  private readonly ending = new Map<ThreadRecorder, Promise<void>>()
  /** Of the captures before the current one. */
  private done: Done = { samples: 0, bytesOnDisk: 0, taken: nothingTaken, lost: nothingLost }
  private readonly run: { readonly capture: string; readonly startedAt: number }

  constructor(private readonly options: RollingRecorderOptions) {
    this.current = options.open()
    this.startedAt = options.clock.now()
    this.run = { capture: this.current.capture, startedAt: this.current.status().startedAt }
  }

  get capture(): string {
    return this.current.capture
  }

  get queue(): QueueStatus {
    const { queue } = this.current
    return { ...queue, dropped: queue.dropped + lossTotal(this.done.lost) }
  }

  accept(item: Item): void {
    if (item.kind === 'chunk') {
      if (!this.isPending && this.isDue()) this.roll()
      this.isPending = false
    }
    this.current.accept(item)
  }

  input(input: StreamInput): void {
    this.isPending = true
    this.current.input(input)
  }

  attach(stream: RecordedStream): void {
    this.stream = stream
    this.current.attach(stream)
  }

  status(): RecordingStatus {
    const status = this.current.status()
    const { samples, bytesOnDisk } = this.done
    const ending = [...this.ending.keys()].map(recorder => recorder.status())
    return {
      ...status,
      startedAt: this.run.startedAt,
      samples: status.samples + samples,
      bytesOnDisk: status.bytesOnDisk + bytesOnDisk,
      // What an old capture still has to write is not safe.
      safeUntil: Math.min(status.safeUntil, ...ending.map(({ safeUntil }) => safeUntil)),
      problem: status.problem ?? ending.find(({ problem }) => problem)?.problem ?? null,
      accounts: status.accounts && this.sums(status.accounts)
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.ending.values(), this.current.close()])
  }

  /** Those of the whole session. */
  private sums(accounts: RecordingAccounts): RecordingAccounts {
    const { taken, lost } = this.done
    return {
      ...accounts,
      bytesOnDisk: accounts.bytesOnDisk + taken.bytes - lost.bytes,
      rowsOnDisk: accounts.rowsOnDisk + taken.rows - lost.samples,
      eventsOnDisk: accounts.eventsOnDisk + taken.events - lost.events,
      bytesLost: accounts.bytesLost + lost.bytes,
      rowsLost: accounts.rowsLost + lost.samples,
      eventsLost: accounts.eventsLost + lost.events
    }
  }

  private isDue(): boolean {
    const { age, size } = this.options.limits()
    const { bytesOnDisk } = this.current.status()
    return this.options.clock.now() - this.startedAt >= age || bytesOnDisk >= size
  }

  private roll(): void {
    const { clock, open, onRolled } = this.options
    const old = this.current
    const { samples, bytesOnDisk } = old.status()
    const start = clock.now()
    // Before it is closed nothing more is packed; what it took counts from here on.
    const closing = old.close().finally(() => this.ending.delete(old))
    closing.catch(() => undefined)
    this.ending.set(old, closing)
    const before = old.taken
    const continues = { run: this.run.capture, part: ++this.part, offset: before.bytes, rows: before.rows }
    this.current = open({ start, conditions: this.stream?.conditions(), continues, before })
    this.startedAt = start
    if (this.stream) this.current.attach(this.stream)
    const { done } = this
    this.done = {
      samples: done.samples + samples,
      bytesOnDisk: done.bytesOnDisk + bytesOnDisk,
      taken: before,
      lost: addLosses(done.lost, old.losses)
    }
    onRolled(this.current.capture)
  }
}
