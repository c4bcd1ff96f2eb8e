import { Command } from 'commander'
import { systemClock } from '@shared/base/clock'
import { formatNames } from '@shared/model/format'
import { interruption } from './interruption'
import { openOutputFile } from './output-file'
import { progressBar } from './progress-bar'
import { processFile, type ProcessSummary } from './process'
import { type ProcessFlags, type ProcessOptions, readProcessOptions } from './process-options'
import { csvWriter, jsonLinesWriter } from './table-writer'

export function processCommand({ recorder }: { recorder: URL }): Command {
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
  const signal = interruption()
  const bar = progressBar()
  const hooks = { clock: systemClock, signal, onProgress: bar.update }
  try {
    if (!options.out) return await processFile(options, hooks)
    if (options.out.format === 'parquet') return await processToParquet(options, options.out.path, hooks)
    const file = await openOutputFile(options.out.path)
    try {
      const writer = (options.out.format === 'csv' ? csvWriter : jsonLinesWriter)(file)
      const summary = await processFile(options, { ...hooks, onBatch: batch => writer.write(batch) })
      await file.finish()
      if (writer.leftOut.size > 0)
        process.stderr.write(
          `signalbox: ${[...writer.leftOut].join(', ')} came after the first row and are not columns of ${options.out.path}; .jsonl and .parquet take them.\n`
        )
      return summary
    } catch (error) {
      await file.discard()
      throw error
    }
  } finally {
    bar.stop()
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
