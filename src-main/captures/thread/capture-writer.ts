import type { Clock } from '@shared/base/clock'
import type { CaptureInfo } from '@shared/model/capture'
import { noNotes } from '@shared/model/capture-notes'
import type { Problem } from '@shared/model/session'
import type { CaptureFile } from '../file/capture-file'
import type { StoredChannel } from '../file/stored-channels'
import type { FromThread, RecorderMessage } from '../messages'
import type { CapturePaths } from '../paths'
import { problemOf, storageError } from '../problems'
import type { RecordOptions } from '../store'
import { Mailbox } from './mailbox'
import { ManifestKeeper } from './manifest-keeper'
import { RecordedSpan } from './recorded-span'

export interface CaptureWriterOptions {
  readonly recorder: number
  readonly capture: string
  readonly paths: CapturePaths
  readonly record: RecordOptions
  readonly clock: Clock
  /** Opens the capture's file, made when missing. */
  /** `failures`: how often in a row writing has failed until now. */
  open(failures: number): Promise<CaptureFile>
  send(message: FromThread, transfer: readonly ArrayBuffer[]): void
}

const retryDelay = 500
/** Failures after it was asked to complete the capture, before it gives up. */
const finishFailures = 4
/** Bytes that are committed without waiting for the next mark, so that their buffers come back. */
const commitBytes = 16 * 1024 * 1024

/**
 * Writes one capture on the store's thread. Messages are kept until their transaction is on disk: after a failure the file
 * is opened anew and they are written again, so that trouble with the disk costs nothing while the sender has room.
 */
export class CaptureWriter {
  readonly capture: string
  readonly recorder: number
  /** Settles when the capture is complete or given up. */
  readonly done: Promise<void>
  private readonly mailbox = new Mailbox<RecorderMessage>()
  private readonly span: RecordedSpan
  private readonly manifest: ManifestKeeper
  private file: CaptureFile | undefined
  private channels: readonly StoredChannel[] = []
  private uncommitted: RecorderMessage[] = []
  private uncommittedBytes = 0
  private alreadyWritten: ReadonlySet<RecorderMessage> = new Set()
  private safeUntil: number
  private problem: Problem | null = null
  private finishing = false
  private failures = 0
  private failuresWhileFinishing = 0
  private accepted = 0
  private onDisk = 0
  private waiters: { readonly count: number; resolve(): void }[] = []

  constructor(private readonly options: CaptureWriterOptions) {
    const { capture, paths, record } = options
    this.capture = capture
    this.recorder = options.recorder
    this.safeUntil = record.start
    this.span = new RecordedSpan(record.start)
    this.manifest = new ManifestKeeper(paths, record.device)
    // The file is made at once, not with the first sample, so that a capture is listed from its start.
    this.accept({ kind: 'mark', recorder: options.recorder, time: record.start })
    this.done = this.run()
  }

  /** The open file; undefined before the first commit, after a failure and at the end. */
  get openFile(): CaptureFile | undefined {
    return this.file
  }

  accept(message: RecorderMessage): void {
    if (message.kind === 'finish') this.finishing = true
    this.accepted++
    this.mailbox.put(message)
  }

  /** Settles when everything accepted so far is on disk, or could not be written. */
  settled(): Promise<void> {
    const count = this.accepted
    if (count <= this.onDisk) return Promise.resolve()
    return new Promise(resolve => this.waiters.push({ count, resolve }))
  }

  /** The trouble it has; null when all is well. */
  get trouble(): Problem | null {
    return this.problem
  }

  info(status: CaptureInfo['status'] = 'recording'): CaptureInfo {
    const { address: device, label } = this.options.record
    const channels = this.channels.map(({ name, unit }) => ({ name, unit }))
    const { bytesOnDisk } = this.manifest
    const { origin = { kind: 'recorded' }, made = null, continues } = this.options.record
    const { run, part } = continues ?? { run: this.capture, part: 1 }
    const { capture: id } = this
    const span = this.span.values()
    return { id, device, label, ...span, status, channels, bytesOnDisk, origin, made, run, part, notes: noNotes }
  }

  private async run(): Promise<void> {
    for await (const message of this.mailbox) {
      this.uncommitted.push(message)
      try {
        this.file ??= await this.options.open(this.failures)
        await this.write(this.file, message)
        if (message.kind !== 'finish') continue
        this.end(null)
        return
      } catch (error) {
        await this.fail(error)
        if (!this.finishing || ++this.failuresWhileFinishing < finishFailures) continue
        this.end(this.problem)
        return
      }
    }
  }

  private async write(file: CaptureFile, message: RecorderMessage): Promise<void> {
    if (message.kind === 'mark' || message.kind === 'finish') {
      await file.commit()
      if (message.kind === 'finish') await this.closeFile(file)
      this.safeUntil = message.time
      return this.committed(message.kind === 'finish')
    }
    if (!this.alreadyWritten.has(message)) await this.append(file, message)
    if (message.kind === 'rows') this.uncommittedBytes += message.columns.byteLength
    else if (message.kind === 'raw') this.uncommittedBytes += message.bytes.byteLength
    if (message.kind !== 'channels' && this.uncommittedBytes < commitBytes) return
    await file.commit()
    await this.committed(false)
  }

  private async append(file: CaptureFile, message: RecorderMessage): Promise<void> {
    if (message.kind === 'rows') await file.append(message)
    else if (message.kind === 'raw') await file.appendRaw(message)
    else if (message.kind === 'events') await file.appendEvents(message.events)
    else if (message.kind === 'inputs') await file.appendInputs(message.inputs)
    else if (message.kind === 'accounts') await file.appendAccounts(message.time, message.accounts)
    else if (message.kind === 'channels') {
      await file.setChannels(message.channels)
      this.channels = file.channels
    }
  }

  private async closeFile(file: CaptureFile): Promise<void> {
    this.file = undefined
    try {
      await file.close()
    } catch (error) {
      file.abandon()
      throw error
    }
  }

  private async committed(complete: boolean): Promise<void> {
    const { recorder, clock, send } = this.options
    const done = this.uncommitted
    this.failures = 0
    this.uncommitted = []
    this.uncommittedBytes = 0
    this.alreadyWritten = new Set()
    for (const message of done) this.span.add(message)
    await this.manifest.update(clock.now(), () => this.info(complete ? 'complete' : 'recording'))
    this.problem = this.manifest.problem
    const buffers = done.flatMap(buffersOf)
    const events = done.reduce((sum, message) => sum + eventsOf(message), 0)
    send({ kind: 'committed', recorder, ...this.state(), buffers, events, onDisk: this.span.counts() }, buffers)
    this.onDisk += done.length
    this.release(this.onDisk)
  }

  /** Gets ready to write again, after a while, everything that is not on disk. */
  private async fail(error: unknown): Promise<void> {
    const { recorder, paths, clock, send } = this.options
    this.failures++
    this.file?.abandon()
    this.file = undefined
    this.problem = problemOf(storageError(`${paths.database} cannot be written`, error))
    send({ kind: 'committed', recorder, ...this.state(), buffers: [], events: 0, onDisk: this.span.counts() }, [])
    this.release(Infinity)
    const retried = this.uncommitted
    this.uncommitted = []
    this.uncommittedBytes = 0
    await clock.sleep(retryDelay)
    try {
      this.file = await this.options.open(this.failures)
      this.alreadyWritten = await writtenOf(this.file, retried)
    } catch {
      // Still broken: the next try says so.
      this.file?.abandon()
      this.file = undefined
    }
    this.mailbox.putBack(retried)
  }

  private state(): { safeUntil: number; bytesOnDisk: number; problem: Problem | null } {
    return { safeUntil: this.safeUntil, bytesOnDisk: this.manifest.bytesOnDisk, problem: this.problem }
  }

  private release(count: number): void {
    for (const waiter of this.waiters) if (waiter.count <= count) waiter.resolve()
    this.waiters = this.waiters.filter(waiter => waiter.count > count)
  }

  private end(problem: Problem | null): void {
    this.file = undefined
    this.release(Infinity)
    this.options.send({ kind: 'finished', recorder: this.options.recorder, problem }, [])
  }
}

/** Those that reached the disk although their commit seemed to fail, so that they are not written twice. */
async function writtenOf(
  file: CaptureFile,
  messages: readonly RecorderMessage[]
): Promise<ReadonlySet<RecorderMessage>> {
  const { sample, offset } = await file.written()
  const isWritten = (message: RecorderMessage): boolean =>
    (message.kind === 'rows' && message.first + message.count - 1 <= sample) ||
    (message.kind === 'raw' && message.length > 0 && message.start + message.length <= offset)
  // They are one transaction: what carries no number of its own is there if its neighbours are.
  const others = messages.some(isWritten) ? ['events', 'inputs', 'accounts'] : []
  return new Set(messages.filter(message => isWritten(message) || others.includes(message.kind)))
}

function eventsOf(message: RecorderMessage): number {
  if (message.kind === 'inputs') return message.inputs.length
  return message.kind === 'events' ? message.events.length : 0
}

function buffersOf(message: RecorderMessage): ArrayBuffer[] {
  if (message.kind === 'rows') return [message.columns.buffer]
  return message.kind === 'raw' ? [message.bytes.buffer, message.reads.buffer] : []
}
