import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import { CaptureFile } from '../file/capture-file'
import { openDatabase, warmUp } from '../file/database'
import { exportRows } from '../export/export-rows'
import { readSampleBuckets, readSampleRows } from '../file/read-samples'
import { surveySamples } from '../file/survey'
import type { Problem } from '@shared/model/session'
import type { CallMessage, CallName, Calls, FromThread, RecorderMessage, ToThread } from '../messages'
import { errorOf, problemOf } from '../problems'
import { browseCaptures } from './browse-captures'
import { finishedFile, locateRows } from '../query/locate-rows'
import { readSchema } from '../query/read-schema'
import { CaptureFolder } from './capture-folder'
import { CaptureReads } from './capture-reads'
import { CaptureVerifier } from './capture-verifier'
import { CaptureStreams } from './capture-streams'
import { CaptureWriter } from './capture-writer'

/** The thread's end of the message channel. */
export interface ThreadPort {
  on(event: 'message', listener: (message: ToThread) => void): unknown
  postMessage(message: FromThread, transfer: ArrayBuffer[]): void
  close(): void
}

/** Serves the captures in `folder` to the engine's thread until it is told to stop. All DuckDB work happens here. */
export function serveCaptures(port: ThreadPort, folder: string, clock: Clock): void {
  const writers = new Map<number, CaptureWriter>()
  const cancellations = new Map<number, AbortController>()
  const exporting = new Map<string, number>()
  const send = (message: FromThread, transfer: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, [...transfer])
  const writerOf = (capture: string): CaptureWriter | undefined =>
    [...writers.values()].find(writer => writer.capture === capture)
  const isActive = (capture: string): boolean => writerOf(capture) !== undefined
  const captures = new CaptureFolder(folder, clock, isActive)
  const reads = new CaptureReads({ captures, writerOf, clock })
  const browse = browseCaptures({ captures, reads, writers, writerOf })
  const verifier = new CaptureVerifier({
    reads,
    clock,
    find: async capture => writerOf(capture)?.info() ?? captures.find(capture),
    list: async () => (await list()).captures
  })
  const streams = new CaptureStreams({ folder, captures, reads, isActive })

  function record({ recorder, capture, options }: Extract<ToThread, { kind: 'record' }>): void {
    const paths = captures.paths(capture)
    const open = (failures: number): Promise<CaptureFile> =>
      CaptureFile.open(paths.database, capture, options, failures)
    const writer = new CaptureWriter({ recorder, capture, paths, record: options, clock, open, send })
    writers.set(recorder, writer)
    void writer.done.finally(() => writers.delete(recorder))
  }

  async function list(): Promise<Calls['list']['answer']> {
    const { captures: others, problems } = await captures.list()
    const all = [...others, ...(await browse.recording()).captures]
    all.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
    return { captures: all, problems }
  }

  async function remove({ capture }: Calls['remove']['request']): Promise<null> {
    if (writerOf(capture)) throw busy(`${capture} is being recorded`, 'Close its device first.')
    if (exporting.has(capture)) throw busy(`${capture} is being exported`, 'Wait for the export, or cancel it.')
    await reads.release(capture)
    await captures.remove(capture)
    return null
  }

  async function exportCapture(
    call: number,
    { request, target }: Calls['export']['request'],
    signal: AbortSignal
  ): Promise<Calls['export']['answer']> {
    const { capture } = request
    const writer = writerOf(capture)
    // What was sent before this call is written first; a file not yet there comes with it.
    if (writer) await writer.settled()
    const file = writer?.openFile
    if (writer && !file && writers.has(writer.recorder)) throw errorOf(writer.trouble ?? ending(capture))
    if (!file && (await captures.find(capture)).status === 'recording')
      throw busy(`${capture} is being recorded by another process`, 'Export it from the page of that Signalbox.')
    exporting.set(capture, (exporting.get(capture) ?? 0) + 1)
    const database = file ? undefined : await openDatabase(captures.paths(capture).database, { readOnly: true })
    const connection = await (database ?? file!).connect()
    try {
      const progress = (fraction: number): void => send({ kind: 'progress', call, fraction })
      return await exportRows(connection, { request, target, clock, signal, progress })
    } finally {
      connection.closeSync()
      database?.close()
      const left = (exporting.get(capture) ?? 1) - 1
      if (left > 0) exporting.set(capture, left)
      else exporting.delete(capture)
    }
  }

  function perform(message: CallMessage, signal: AbortSignal): Promise<Calls[CallName]['answer']> {
    if (message.name === 'list') return list()
    if (message.name === 'remove') return remove(message.request)
    if (message.name === 'export') return exportCapture(message.call, message.request, signal)
    if (message.name === 'recording') return browse.recording()
    if (message.name === 'annotate') return browse.annotate(message.request)
    if (message.name === 'summary') return browse.summary(message.request, signal)
    if (message.name === 'moments') return browse.moments(message.request, signal)
    if (message.name === 'streamOutline') return streams.outline(message.request)
    if (message.name === 'streamBegin') return streams.begin(message.request, signal)
    if (message.name === 'streamPage') return streams.page(message.request, signal)
    const { capture } = message.request
    if (message.name === 'verify')
      return verifier.verify(capture, signal, fraction => send({ kind: 'progress', call: message.call, fraction }))
    if (message.name === 'flush') return (writerOf(capture)?.settled() ?? Promise.resolve()).then(() => null)
    if (message.name === 'locate') return locateRows({ captures, reads, writerOf }, message.request, signal)
    if (message.name === 'finishedFile') return whereFinished(capture)
    return reads.use<Calls[typeof message.name]['answer']>(capture, signal, connection => {
      if (message.name === 'schema') return readSchema(connection)
      if (message.name === 'survey') return surveySamples(connection, message.request.stretch, signal)
      if (message.name === 'rows') return readSampleRows(connection, message.request.wanted, signal)
      return readSampleBuckets(connection, message.request.wanted, signal)
    })
  }

  async function whereFinished(capture: string): Promise<{ path: string }> {
    if (writerOf(capture)) throw busy(`${capture} is being recorded`, 'Ask it by itself, or close its device first.')
    return { path: await finishedFile(captures, capture) }
  }

  async function answer(message: CallMessage): Promise<void> {
    const { call } = message
    const controller = new AbortController()
    cancellations.set(call, controller)
    try {
      const result = await perform(message, controller.signal)
      send({ kind: 'answer', call, answer: result }, result && 'values' in result ? [result.values.buffer] : [])
    } catch (error) {
      send({ kind: 'refusal', call, problem: problemOf(error) })
    } finally {
      cancellations.delete(call)
    }
  }

  async function stop(): Promise<void> {
    for (const controller of cancellations.values()) controller.abort()
    await Promise.allSettled([...running, ...[...writers.values()].map(writer => writer.done)])
    await reads.end()
    port.close()
  }

  const running = new Set<Promise<void>>()
  const handlers: { [Kind in ToThread['kind']]?: (message: Extract<ToThread, { kind: Kind }>) => void } = {
    record,
    call: message => {
      const run: Promise<void> = answer(message).finally(() => running.delete(run))
      running.add(run)
    },
    cancel: message => cancellations.get(message.call)?.abort(),
    stop: () => void stop()
  }
  port.on('message', message => {
    const handle = handlers[message.kind] as ((message: ToThread) => void) | undefined
    if (handle) handle(message)
    else writers.get((message as RecorderMessage).recorder)?.accept(message as RecorderMessage)
  })
  void warmUp().finally(() => send({ kind: 'ready' }))
}

function ending(capture: string): Problem {
  return { code: 'busy', message: `${capture} is just being completed`, remedy: 'Try again in a moment.' }
}

function busy(message: string, remedy: string): SignalboxError {
  return new SignalboxError('busy', message, { remedy })
}
