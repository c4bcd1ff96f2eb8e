import type { Reject, RejectReason } from '@shared/model/format'
import type { RejectList } from './decoder'
import { showBytes, shownBytes } from './text'

const keptLines = 20
/** A line longer than this is no help in telling formats apart and is not kept for that. */
const keptLength = 16_384

/** How a line that lost its beginning shows. */
const restReasons: ReadonlySet<RejectReason> = new Set(['not-a-number', 'wrong-field-count', 'malformed', 'empty-name'])

/**
 * The lines that did not fit: they go to the reject list, and when too many come in a row the format itself is in
 * doubt (`exhausted`), with the last of them kept for a second look.
 */
export class Misfits {
  /** So many misfits in a row and the format is looked at again. */
  patience = 50
  /** Lines read as they should, as far as the reader counts them; any progress ends a run of misfits. */
  progress = 0
  private seen = 0
  private run = 0
  private recent: Uint8Array[] = []
  private fresh = true
  private started = 0

  constructor(private readonly rejects: RejectList) {}

  get exhausted(): boolean {
    return this.run >= this.patience
  }

  /** The newest lines of the run, oldest first. */
  get lines(): readonly Uint8Array[] {
    return this.recent
  }

  /** A connection begins, or bytes were lost: the next line may have lost its beginning. */
  begin(): void {
    this.fresh = true
    this.started = this.progress
  }

  /** The first line was read or explained. */
  settle(): void {
    this.fresh = false
  }

  /** Whether no line was read since the beginning; `progress` must be up to date. */
  get atBeginning(): boolean {
    return this.fresh && this.progress === this.started
  }

  /** Whether nothing was read as it should since the beginning, whatever was rejected; `progress` must be up to date. */
  get withoutProgress(): boolean {
    return this.progress === this.started
  }

  /** Starts counting the run anew. */
  restart(): void {
    this.run = 0
    this.recent = []
    this.seen = this.progress
  }

  /** The line does not fit. The first one after a beginning is taken to be a rest. */
  reject(reason: RejectReason, detail: string, line: LineOf): void {
    const first = this.atBeginning && restReasons.has(reason)
    this.fresh = false
    this.note(line)
    this.add(first ? 'starts-mid-line' : reason, first ? 'the first line does not fit those after it' : detail, line)
  }

  /** The line is none of this format's but no mistake either; a long run of those means another format. */
  note({ bytes, start, end }: LineOf): void {
    if (this.progress !== this.seen) {
      this.seen = this.progress
      this.run = 0
      this.recent = []
    }
    this.run++
    if (end - start > keptLength) return
    if (this.recent.length === keptLines) this.recent.shift()
    this.recent.push(bytes.slice(start, end))
  }

  /** Counts the line without drawing conclusions from it. */
  add(reason: RejectReason, detail: string, { bytes, start, end, time }: LineOf): void {
    this.rejects.add(new KeptLine(time, reason, detail, bytes.slice(start, Math.min(end, start + shownBytes))))
  }
}

/** A line without its line end, `bytes[start, end)`, and when it ended. */
export interface LineOf {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  readonly time: number
}

/** A reject whose text is made when somebody looks at it: most are pushed out of the list before anybody does. */
class KeptLine implements Reject {
  constructor(
    readonly time: number,
    readonly reason: RejectReason,
    readonly detail: string,
    private readonly bytes: Uint8Array
  ) {}

  get text(): string {
    return showBytes(this.bytes, 0, this.bytes.length)
  }
}
