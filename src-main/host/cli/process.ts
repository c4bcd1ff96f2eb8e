import { stat } from 'node:fs/promises'
import type { Clock } from '@shared/base/clock'
import type { Batch } from '@shared/model/batch'
import type { Item } from '@shared/model/item'
import { createDecoder, createRejectList } from '../../decoders'
import { createPipeline } from '../../pipeline/chain'
import { dateFields } from '../../pipeline/date-fields'
import { series } from '../../pipeline/series'
import { timing } from '../../pipeline/timing'
import { fileChunks } from './file-reads'
import type { ProcessOptions } from './process-options'

/** What a run over a file came to. */
export interface ProcessSummary {
  readonly samples: number
  readonly channels: readonly string[]
  readonly format: string
  readonly anomalies: number
  readonly stateChanges: number
  readonly rejected: number
  readonly rejectedByReason: Readonly<Record<string, number>>
  readonly bytes: number
  readonly seconds: number
  readonly mbPerSecond: number
}

export interface ProcessHooks {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** After each read: bytes so far, and of how many; 0 for a pipe, whose length nobody knows. */
  readonly onProgress: (bytes: number, size: number) => void
  /** Rows in order; awaited, so that a slow disk holds the reading up and not the memory. */
  readonly onBatch?: (batch: Batch) => Promise<void>
}

/** Runs the engine's own decoder and stages over a file or pipe, in constant memory. */
export async function processFile(options: ProcessOptions, hooks: ProcessHooks): Promise<ProcessSummary> {
  const { clock, signal, onProgress, onBatch } = hooks
  const size =
    options.input === '-'
      ? 0
      : await stat(options.input).then(
          found => found.size,
          () => 0
        )
  const rejects = createRejectList()
  const decoder = createDecoder({ format: options.format, byteTime: 0, rejects })
  const dates = dateFields()
  const pipeline = createPipeline(series(decoder, timing(options.time)), {
    settings: options.settings,
    derived: options.derived
  })
  const started = clock.now()
  let bytes = 0
  let samples = 0
  let anomalies = 0
  let stateChanges = 0
  let channels: Batch['channels'] = []

  async function take(read: Item): Promise<void> {
    // One by one to the end: batches are lent until the next item is sent.
    for (const part of dates.send(read))
      for (const item of pipeline.send(part))
        if (item.kind === 'batch') {
          samples += item.count
          channels = item.channels
          if (onBatch) await onBatch(item)
        } else if (item.kind === 'anomaly') anomalies++
        else if (item.kind === 'state') stateChanges++
  }

  const chunks = fileChunks(options.input, read => (bytes += read))
  for await (const chunk of chunks(signal)) {
    await take(chunk)
    onProgress(bytes, size)
  }
  signal.throwIfAborted()
  await take({ kind: 'ended', time: 0, reason: 'end-of-data' })
  dates.stop()
  pipeline.stop()
  const seconds = (clock.now() - started) / 1000
  return {
    samples,
    channels: channels.map(({ name }) => name),
    format: decoder.status.name ?? 'unknown',
    anomalies,
    stateChanges,
    rejected: rejects.total,
    rejectedByReason: { ...rejects.byReason },
    bytes,
    seconds,
    mbPerSecond: seconds > 0 ? bytes / 1e6 / seconds : 0
  }
}
