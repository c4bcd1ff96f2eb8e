import { statfs } from 'node:fs/promises'
import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import type { Batch } from '@shared/model/batch'
import type { CaptureInfo } from '@shared/model/capture'
import { SerialSpec } from '@shared/model/device'
import type { StreamEvent } from '@shared/model/event'
import type { ImportPlan, ImportResult } from '@shared/model/import'
import { makeCapture } from '../making/make-capture'
import { guessFile } from './guess/guess-file'
import { sampleBytes } from './guess/sample'
import type { PreviewRequest } from './preview-file'
import { fileFacts, firstBytes } from './read-bytes'
import { readers } from './readers'
import { ImportTally } from './tally'
import { throughStages } from './through-stages'

export interface ImportJob extends PreviewRequest {
  /** Where the captures lie. */
  readonly folder: string
  /** What the capture is called; the file's name when absent. */
  readonly label?: string
}

export interface ImportHooks {
  readonly clock: Clock
  readonly signal: AbortSignal
  progress(fraction: number): void
  /** See `MakeOptions`. */
  readonly writer?: URL
}

/** Between two reports of progress, ms. */
const progressInterval = 100

/**
 * Imports a file as a capture like any other: its rows in the order of the file, with the anomalies and changes of state that a
 * live session would have told. Constant memory; a cancelled or failed import leaves nothing behind.
 * @throws SignalboxError `bad-input`, `not-found`, `forbidden`, `storage`, `cancelled`.
 */
export async function importFile(job: ImportJob, hooks: ImportHooks): Promise<ImportResult> {
  const { path, name, choices } = job
  const { clock, signal, writer } = hooks
  const facts = await fileFacts(path)
  const bytes = await firstBytes(path, sampleBytes)
  const modified = job.modified ?? facts.modified
  const { plan, leftOut } = await guessFile(
    { path, name, bytes, isWhole: bytes.length === facts.bytes, modified },
    choices
  )
  if (plan.timeStyle === 'rate' && choices.rate === undefined) throw noTime(name)
  await requireSpace(job.folder, facts.bytes, plan)
  const tally = new ImportTally()
  for (const part of leftOut) tally.leftOut.add(part)
  const read = throughStages(readers[plan.format]({ path, name, plan, tally }, signal))
  const items = withNotes(reporting(read, { facts, tally, hooks }), plan, tally)
  // The capture is called after its first row's time, which has to be known first.
  const first = await items.next()
  try {
    if (first.done) throw nothingRead(name, tally)
    const capture = await makeCapture(
      { folder: job.folder, record: recordOf(job, first.value), clock, signal, writer },
      startingWith(first.value, items)
    )
    return resultOf(capture, tally)
  } finally {
    await items.return()
  }
}

function resultOf(capture: CaptureInfo, { rows, rejected, problems, leftOut }: ImportTally): ImportResult {
  return { capture, rows, rejected: { ...rejected }, problems: [...problems], leftOut: [...leftOut] }
}

function recordOf({ name, label }: ImportJob, first: Batch | StreamEvent): Parameters<typeof makeCapture>[0]['record'] {
  return {
    // No device sent it; `origin` says so. A recording's files name one, and the file stands in its place.
    device: SerialSpec.parse({ kind: 'serial', path: name.slice(0, 1024) }),
    address: `file:${name}`,
    label: label ?? name,
    start: first.kind === 'batch' ? first.time[0] : first.time,
    origin: { kind: 'imported', file: name }
  }
}

async function* startingWith<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T, void, void> {
  yield first
  yield* rest
}

/** Tells how far the reading is as items pass. */
async function* reporting<T>(
  items: AsyncIterable<T>,
  { facts, tally, hooks }: { facts: { bytes: number }; tally: ImportTally; hooks: ImportHooks }
): AsyncGenerator<T, void, void> {
  let told = -Infinity
  for await (const item of items) {
    yield item
    const now = hooks.clock.now()
    if (now - told < progressInterval) continue
    told = now
    hooks.progress(Math.min(1, tally.read / Math.max(1, facts.bytes)))
  }
}

/** The events of an import: before the first row how it was read, behind the last what of the file is not in it. */
async function* withNotes(
  items: AsyncIterable<Batch | StreamEvent>,
  plan: ImportPlan,
  tally: ImportTally
): AsyncGenerator<Batch | StreamEvent, void, void> {
  let last = -Infinity
  let ended: StreamEvent | undefined
  for await (const item of items) {
    if (item.kind === 'batch') {
      if (last === -Infinity)
        yield { kind: 'format', time: item.time[0], name: plan.format, confidence: 1, forced: true }
      last = item.time[item.count - 1]
    }
    if (item.kind === 'ended') ended = item
    // Before the first row nothing has happened, and nobody could say when.
    else if (item.kind === 'batch' || last > -Infinity) yield item
  }
  if (last === -Infinity) return
  for (const [reason, count] of Object.entries(tally.rejected))
    yield { kind: 'dropped', time: last, place: 'import', what: `rows: ${reason}`, count }
  if (ended) yield ended
}

/** Bytes that a row's text takes at least, to what it takes in the capture. */
const growth = { csv: 1, jsonl: 1, log: 1, mcap: 2, parquet: 6 } as const

async function requireSpace(folder: string, bytes: number, plan: ImportPlan): Promise<void> {
  const facts = await statfs(folder).catch(() => undefined)
  const needed = bytes * growth[plan.format] + 32 * 1024 * 1024
  if (!facts || facts.bavail * facts.bsize >= needed) return
  const free = facts.bavail * facts.bsize
  throw new SignalboxError(
    'storage',
    `importing may take ${megabytes(needed)}, but only ${megabytes(free)} are free in ${folder}`,
    { remedy: 'Free some space there, or choose another data folder.' }
  )
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`
}

function noTime(name: string): SignalboxError {
  return new SignalboxError('bad-input', `${name} has no column that is known to be a time`, {
    remedy: 'Name the column with the time, or say how many rows there are a second.'
  })
}

function nothingRead(name: string, { rejected, problems }: ImportTally): SignalboxError {
  const [problem] = problems
  const count = Object.values(rejected).reduce((sum, each) => sum + each, 0)
  const why = problem ? `${problem.line === null ? '' : `line ${problem.line}: `}${problem.message}` : 'it has no rows'
  const more = count > 1 ? ` (and ${count - 1} more)` : ''
  return new SignalboxError('bad-input', `nothing in ${name} could be read: ${why}${more}`, {
    remedy: 'Look at the preview, and correct how the file is read.'
  })
}
