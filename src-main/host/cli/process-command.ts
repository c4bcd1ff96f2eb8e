import { Command } from 'commander'
import { systemClock } from '@shared/base/clock'
import { formatNames } from '@shared/model/format'
import { interruption } from './interruption'
import { progressBar } from './progress-bar'
import { processFile, type ProcessSummary } from './process'
import { type ProcessFlags, type ProcessOptions, readProcessOptions } from './process-options'
import { openResultTable } from './result-table'

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
    .option(
      '--derive <name=expression>',
      'a channel computed from others, e.g. "power(W)=u*i"; repeatable',
      collect,
      []
    )
    .option('--out <file>', 'where the rows go: .csv, .jsonl or .parquet; only the summary without it')
    .option('--json', 'print the summary as one JSON object on the last line')
    .action(async (input: string, flags: ProcessFlags) => {
      const options = await readProcessOptions(input, flags)
      const summary = await run(options)
      for (const remark of remarks(options, summary)) process.stderr.write(`signalbox: ${remark}\n`)
      process.stdout.write(options.json ? JSON.stringify(summary) + '\n' : summaryText(summary))
    })
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}

async function run(options: ProcessOptions): Promise<ProcessSummary> {
  const bar = progressBar()
  const hooks = { clock: systemClock, signal: interruption(), onProgress: bar.update }
  const table = options.out && (await openResultTable(options.out))
  try {
    if (!table) return await processFile(options, hooks)
    const summary = await processFile(options, { ...hooks, onBatch: batch => table.write(batch) })
    await table.finish(hooks.signal)
    return summary
  } catch (error) {
    await table?.discard()
    throw error
  } finally {
    bar.stop()
  }
}

/** What the numbers alone do not say. */
function* remarks(
  { input, settings, derived, out }: ProcessOptions,
  summary: ProcessSummary
): Generator<string, void, void> {
  if (summary.samples === 0 && summary.bytes > 0)
    yield `no line of ${input === '-' ? 'standard input' : input} could be read as samples; --format names the format.`
  if (out && summary.samples === 0) yield `${out.path} has no rows.`
  const missing = derived.map(({ name }) => name).filter(name => !summary.channels.includes(name))
  if (missing.length > 0)
    yield `derived channels that could not be computed, because channels they use did not come: ${missing.join(', ')}.`
  const known = new Set(['*', ...summary.channels])
  const unused = Object.keys(settings).filter(name => !known.has(name))
  if (unused.length > 0) yield `the states file names channels that did not come: ${unused.join(', ')}.`
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
