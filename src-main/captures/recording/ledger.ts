import type { RecordingAccounts, StreamAccounts } from '@shared/model/accounts'
import type { OnDisk, SentAccounts } from '../messages'
import { addLosses, type Losses, lossTotal, nothingLost } from './losses'

const nothing: OnDisk = { bytes: 0, rows: 0, events: 0 }

/** Where everything is that a recorder was given: sent to the thread, on disk, or lost. Each is counted where it happens. */
export class Ledger {
  private sent = nothing
  private onDisk = nothing
  private lost = nothingLost
  private unreported = nothingLost
  private agrees = true

  /** `before`: what earlier captures of the session took. */
  constructor(private readonly before = nothing) {}

  get losses(): Losses {
    return this.lost
  }

  /** What the session's captures have taken so far; the next one goes on from there. */
  get taken(): OnDisk {
    const { before, sent, lost } = this
    return {
      bytes: before.bytes + sent.bytes + lost.bytes,
      rows: before.rows + sent.rows + lost.samples,
      events: before.events + sent.events + lost.events
    }
  }

  lose(losses: Losses): void {
    if (lossTotal(losses) === 0) return
    this.lost = addLosses(this.lost, losses)
    this.unreported = addLosses(this.unreported, losses)
  }

  send({ bytes = 0, rows = 0, events = 0 }: Partial<OnDisk>): void {
    const { sent } = this
    this.sent = { bytes: sent.bytes + bytes, rows: sent.rows + rows, events: sent.events + events }
  }

  committed(onDisk: OnDisk): void {
    this.onDisk = onDisk
  }

  /** Losses the capture does not tell of yet. */
  get untold(): Losses {
    return this.unreported
  }

  told(): void {
    this.unreported = nothingLost
  }

  /** Compares the sums with the stream's own; only while nothing is half packed. */
  check(stream: StreamAccounts): SentAccounts {
    const { bytes, rows } = this.taken
    this.agrees = stream.received === bytes && stream.decoded === rows
    const { lost } = this
    return { ...stream, bytesLost: lost.bytes, rowsLost: lost.samples, eventsLost: lost.events }
  }

  accounts(stream: StreamAccounts): RecordingAccounts {
    const { before, sent, onDisk, lost } = this
    return {
      ...stream,
      bytesOnDisk: onDisk.bytes,
      rowsOnDisk: onDisk.rows,
      eventsOnDisk: onDisk.events,
      bytesWaiting: stream.received - before.bytes - lost.bytes - onDisk.bytes,
      rowsWaiting: stream.decoded - before.rows - lost.samples - onDisk.rows,
      eventsWaiting: sent.events - onDisk.events,
      bytesLost: lost.bytes,
      rowsLost: lost.samples,
      eventsLost: lost.events,
      agree: this.agrees
    }
  }
}
