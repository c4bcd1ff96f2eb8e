import { readFields, type OnDisk, type RecorderMessage } from '../messages'

/** What a capture holds so far: its span in time (ms), its rows and its raw bytes. */
export class RecordedSpan {
  private end: number
  private samples = 0
  private bytes = 0
  private events = 0

  constructor(private readonly start: number) {
    this.end = start
  }

  /** Counts what is on disk now. */
  add(message: RecorderMessage): void {
    if (message.kind === 'rows') {
      this.samples += message.count
      this.reach(message.columns[message.count - 1])
    } else if (message.kind === 'raw') {
      this.bytes += message.length
      if (message.readCount > 0) this.reach(message.reads[readFields * (message.readCount - 1) + 1])
    } else if (message.kind === 'events') this.events += message.events.length
  }

  /** What is on disk. */
  counts(): OnDisk {
    return { bytes: this.bytes, rows: this.samples, events: this.events }
  }

  values(): { start: number; end: number; samples: number; bytes: number } {
    return { start: this.start, end: this.end, samples: this.samples, bytes: this.bytes }
  }

  private reach(time: number): void {
    if (time > this.end) this.end = time
  }
}
