import { Command } from 'commander'
import { systemClock } from '@shared/base/clock'
import { formatNames } from '@shared/model/format'
import { openParquetTable } from '../../captures/parquet-table'
import { interruption } from './interruption'
import { openOutputFile } from './output-file'
import { progressBar } from './progress-bar'
import { processFile, type ProcessHooks, type ProcessSummary } from './process'
import { type ProcessFlags, type ProcessOptions, readProcessOptions } from './process-options'
import { csvWriter, jsonLinesWriter } from './table-writer'

export function processCommand(): Command {
  return new Command('process')
    .description('run the engine over a file or pipe: decode, statistics, anomalies, traffic lights')
    .argument('<in>', 'a file, or - for standard input')
    .option('--format <name>', `auto, ${formatNames.join(', ')}`, 'auto')
    .option('--time <column>', 'the column that holds the time (default: one that is named like it)')
    .option('--rate <hertz>', 'samples a second, when no column holds the time')
    .option('--window <samples>', 'moving window (default: 10 with deviation, else 50)')
    .option('--anomaly <detector>', 'deviation:T, zscore:K or none', 'zscore:6')
    .option('--states <file>', 'JSON file with the traffic-light limits of the channels')
    .option('--out <file>', 'where the rows go: .csv, .jsonl or .parquet; only the summary without it')
    .option('--json', 'print the summary as one JSON object on the last line')
    .action(async (input: string, flags: ProcessFlags) => {
      const options = await readProcessOptions(input, flags)
      const summary = await run(options)
      process.stdout.write(options.json ? JSON.stringify(summary) + '\n' : summaryText(summary))
    })
}

async function run(options: ProcessOptions): Promise<ProcessSummary> {
  const bar = progressBar()
  const hooks = { clock: systemClock, signal: interruption(), onProgress: bar.update }
  try {
    if (!options.out) return await processFile(options, hooks)
    const { path, format } = options.out
    if (format === 'parquet') return await toParquet(options, path, hooks)
    const first = await toText(options, { path, format, columns: [] }, hooks)
    if (first.leftOut.size === 0) return first.summary
    if (options.input !== '-') {
      // Channels that came later than the first row need their columns from the first row on: once more, knowing them.
      return (await toText(options, { path, format, columns: first.summary.channels }, hooks)).summary
    }
    process.stderr.write(
      `signalbox: ${[...first.leftOut].join(', ')} came after the first row of a pipe and have no columns in ${path}; .jsonl and .parquet take them.\n`
    )
    return first.summary
  } finally {
    bar.stop()
  }
}

interface TextTarget {
  readonly path: string
  readonly format: 'csv' | 'jsonl'
  readonly columns: readonly string[]
}

async function toText(
  options: ProcessOptions,
  { path, format, columns }: TextTarget,
  hooks: ProcessHooks
): Promise<{ summary: ProcessSummary; leftOut: ReadonlySet<string> }> {
  const file = await openOutputFile(path)
  try {
    const writer = format === 'csv' ? csvWriter(file, columns) : jsonLinesWriter(file)
    const summary = await processFile(options, { ...hooks, onBatch: batch => writer.write(batch) })
    await file.finish()
    return { summary, leftOut: writer.leftOut }
  } catch (error) {
    await file.discard()
    throw error
  }
}

async function toParquet(options: ProcessOptions, path: string, hooks: ProcessHooks): Promise<ProcessSummary> {
  const table = await openParquetTable(path)
  try {
    const summary = await processFile(options, { ...hooks, onBatch: batch => table.write(batch) })
    await table.finish()
    return summary
  } catch (error) {
    await table.discard()
    throw error
  }
}

function summaryText(summary: ProcessSummary): string {
  const { samples, channels, format, anomalies, stateChanges, rejected, rejectedByReason, seconds, mbPerSecond } =
    summary
  const reasons = Object.entries(rejectedByReason).map(([reason, count]) => `${reason} ${count}`)
  return [
    `format         ${format}`,
    `samples        ${samples}`,
    `channels       ${channels.length}${channels.length > 0 ? `: ${channels.join(', ')}` : ''}`,
    `anomalies      ${anomalies}`,
    `state changes  ${stateChanges}`,
    `rejected lines ${rejected}${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}`,
    `time           ${seconds.toFixed(2)} s, ${mbPerSecond.toFixed(1)} MB/s`,
    ''
  ].join('\n')
}
