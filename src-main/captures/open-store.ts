import { randomBytes } from 'node:crypto'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '@shared/base/clock'
import { isCancelled, type SignalboxError } from '@shared/base/errors'
import type { Problem } from '@shared/model/session'
import { decodeCapture } from './decode-call'
import { exportFrom } from './export-call'
import { captureId } from './identity'
import type { Calls } from './messages'
import { capturesFolder } from './paths'
import { removeAbandoned } from './making/unfinished'
import { problemOf, storageError } from './problems'
import { runQuery } from './query/run-query'
import { defaultCapacity } from './recording/buffer-pool'
import { type DiskLimits, type DiskState, usualDiskLimits, watchDisk } from './recording/disk-space'
import { type RollLimits, usualRollLimits } from './recording/roll-limits'
import { type Continuation, RollingRecorder } from './recording/rolling-recorder'
import { ThreadRecorder, type ThreadRecorderOptions } from './recording/thread-recorder'
import { threadReader } from './thread-reader'
import { threadStreams } from './thread-streams'
import { StoreThread } from './store-thread'
import { threadCatalogue } from './thread-catalogue'
import type { CaptureStore, RecordOptions } from './store'
import { verifyCapture } from './verify-call'

export interface CaptureStoreOptions {
  /** The data folder; captures lie in `captures` below it. Made when missing. */
  readonly folder: string
  /** The built `entry/recorder.ts`. */
  readonly worker: URL
  /** The built `entry/query.ts`; beside the worker. */
  readonly queries?: URL
  /** The built `entry/maker.ts`; beside `worker` when absent. */
  readonly maker?: URL
  readonly clock: Clock
  /** Bytes each recorder may hold before it drops; 64 MiB. */
  readonly capacity?: number
  /** When the disk is nearly full, and how full it is: bytes that are left. */
  readonly diskLimits?: DiskLimits
  readonly freeSpace?: (folder: string) => Promise<number>
  /** When a recording goes on in another capture; after a day, or 2 GiB. */
  readonly rolling?: () => RollLimits
  /** The store's thread ended by itself: nothing is recorded any more. */
  onLost?(error: SignalboxError): void
}

export interface FolderCaptureStore extends CaptureStore {
  /** Files of the folder that are no readable captures and therefore not listed. */
  problems(): Promise<readonly Problem[]>
}

/** How often a recorder's data are committed. A commit and a checkpoint take less than the rest of a second. */
export const flushInterval = 250
/** How often the disk is looked at, ms: at 100 MB/s 0.2 GB are written meanwhile. */
const spaceInterval = 2000

/**
 * Opens the captures of a data folder and starts the store's thread.
 * @throws SignalboxError `storage` when the folder cannot be made or written, `fault` when the thread cannot be started.
 */
export async function openCaptureStore(options: CaptureStoreOptions): Promise<FolderCaptureStore> {
  const { clock, capacity = defaultCapacity, rolling = () => usualRollLimits } = options
  const { maker = new URL('./maker.js', options.worker) } = options
  const folder = capturesFolder(options.folder)
  await checkWritable(folder, options.folder)
  await removeAbandoned(folder)
  const recorders = new Map<number, ThreadRecorder>()
  const ticking = new AbortController()
  let lastRecorder = 0
  let closing: Promise<void> | undefined
  let listing: Promise<Calls['list']['answer']> | undefined

  const thread = new StoreThread({
    worker: options.worker,
    folder,
    onMessage(message) {
      if (message.kind === 'committed') recorders.get(message.recorder)?.onCommitted(message)
      if (message.kind !== 'finished') return
      recorders.get(message.recorder)?.onFinished(message.problem)
      recorders.delete(message.recorder)
      catalogue.noteChange()
    },
    onLost(error) {
      for (const recorder of recorders.values()) recorder.onFinished(problemOf(error))
      recorders.clear()
      options.onLost?.(error)
    }
  })
  const catalogue = threadCatalogue(thread, () => (listing = undefined))

  // Loading DuckDB takes a part of the promised second: no recording starts before it is there.
  await thread.ready

  async function tick(): Promise<void> {
    while (!ticking.signal.aborted) {
      await clock.sleep(flushInterval, ticking.signal)
      for (const recorder of recorders.values()) recorder.flush()
    }
  }
  const disk = watchDisk(options.diskLimits ?? usualDiskLimits, options.folder)
  let diskState: DiskState | undefined
  async function watchSpace(): Promise<void> {
    while (!ticking.signal.aborted) {
      const free = await (options.freeSpace ?? freeSpace)(folder).catch(() => undefined)
      if (free !== undefined) diskState = disk.send(free)
      if (diskState) for (const recorder of recorders.values()) recorder.keep(diskState.keeping, diskState.problem)
      await clock.sleep(spaceInterval, ticking.signal)
    }
  }
  for (const loop of [tick, watchSpace])
    void loop().catch(error => {
      if (!isCancelled(error)) throw error
    })

  /** Calls while one waits to be answered are answered with it, so that a page that asks all the time costs no more. */
  function list(): Promise<Calls['list']['answer']> {
    if (listing) return listing
    const own = thread.call('list', {}).finally(() => {
      if (listing === own) listing = undefined
    })
    listing = own
    return own
  }

  function openRecorder(
    record: RecordOptions,
    { before, ...continuation }: Partial<Continuation> = {}
  ): ThreadRecorder {
    const recorder = ++lastRecorder
    const whole: RecordOptions = { ...record, ...continuation }
    const capture = captureId(whole.start, whole.address)
    const send: ThreadRecorderOptions['send'] = (message, transfer) => thread.send(message, transfer)
    const opened = new ThreadRecorder({ recorder, capture, start: whole.start, capacity, before, clock, send })
    recorders.set(recorder, opened)
    if (diskState) opened.keep(diskState.keeping, diskState.problem)
    thread.send({ kind: 'record', recorder, capture, options: whole })
    catalogue.noteChange()
    return opened
  }

  function flushNow(capture: string): void {
    for (const recorder of recorders.values()) if (recorder.capture === capture) recorder.flushNow()
  }

  return {
    record: (record, onRolled = () => undefined) =>
      new RollingRecorder({
        clock,
        limits: rolling,
        open: continuation => openRecorder(record, continuation),
        onRolled
      }),
    list: async () => (await list()).captures,
    problems: async () => (await list()).problems,
    async *export(request, target, signal) {
      // What was accepted up to now belongs to it.
      flushNow(request.capture)
      return yield* exportFrom(thread, { request, target }, signal)
    },
    async *decodeAgain(request, signal) {
      // Recovers it, when its writer is gone.
      await list()
      try {
        return yield* decodeCapture({ maker, folder }, request, signal)
      } finally {
        listing = undefined
      }
    },
    async *verify(request, signal) {
      return yield* verifyCapture({ thread, maker, folder }, request, signal)
    },
    async remove(capture) {
      await thread.call('remove', { capture })
      // One under way may still show it.
      catalogue.noteChange()
    },
    catalogue,
    query: (request, signal) =>
      runQuery(
        {
          request,
          entry: options.queries ?? new URL('./query.js', options.worker),
          clock,
          locate(needs) {
            flushNow(request.capture)
            return thread.call('locate', { capture: request.capture, needs }, { signal })
          },
          fileOf: async capture => (await thread.call('finishedFile', { capture }, { signal })).path
        },
        signal
      ),
    schema: (capture, signal) => thread.call('schema', { capture }, { signal }),
    reader: threadReader(thread, flushNow),
    streams: threadStreams(thread),
    close() {
      closing ??= (async () => {
        ticking.abort()
        await Promise.allSettled([...recorders.values()].map(recorder => recorder.close()))
        await thread.stop()
      })()
      return closing
    }
  }
}

async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

async function checkWritable(folder: string, dataFolder: string): Promise<void> {
  const probe = join(folder, `.probe-${randomBytes(4).toString('hex')}`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    throw storageError(`captures cannot be kept in ${dataFolder}`, error)
  }
}
