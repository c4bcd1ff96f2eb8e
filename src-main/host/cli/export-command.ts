import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { decimalMarks, exportFormats, separators, tableShapes, timeStyles, wavSamples } from '@shared/model/capture'
import { withCaptures } from './capture-folder'
import { type ExportFlags, readExportRequest } from './export-options'
import { interruption } from './interruption'
import { progressBar } from './progress-bar'
import { ranToEnd } from './ran-to-end'

export function exportCommand({ recorder }: { recorder: URL }): Command {
  return new Command('export')
    .description('write a recording, or a part of it, to a file')
    .argument('<capture>', 'its id, see `signalbox captures`')
    .requiredOption('--out <file>', `the file; its ending is the format: .${exportFormats.join(', .')}`)
    .option('--data <folder>', 'the data folder')
    .option('--from <time>', 'first time: ms since the epoch or ISO 8601')
    .option('--to <time>', 'last time, included')
    .option('--channels <names>', 'only these, separated by commas; in the order they are recorded in')
    .option('--no-derived', 'without the channels that were computed from others')
    .option('--analysis', 'also mean, deviation, score, anomaly and lamp of each channel, as they were seen live')
    .option('--resample <step>', 'a row each STEP ms, by STEP:mean (the default), :last, :min or :max')
    .addOption(new Option('--format <name>', 'whatever the ending says').choices(exportFormats))
    .addOption(new Option('--separator <name>', 'between the columns of CSV (default: comma)').choices(separators))
    .addOption(new Option('--decimal <name>', 'the decimal sign of CSV and TSV (default: point)').choices(decimalMarks))
    .addOption(
      new Option(
        '--time-style <name>',
        'times in texts and Parquet: ms since 1970, ISO 8601, or seconds since the first row (default: epoch)'
      ).choices(timeStyles)
    )
    .addOption(
      new Option(
        '--shape <name>',
        'of texts and Parquet: a column a channel, or a row a value (default: wide)'
      ).choices(tableShapes)
    )
    .addOption(new Option('--wav-sample <name>', 'what a WAV holds (default: float32)').choices(wavSamples))
    .option('--json', 'print what was written as a JSON object')
    .action(async (capture: string, flags: ExportFlags) => {
      const signal = interruption()
      const bar = progressBar()
      const request = readExportRequest(capture, flags)
      const written = await withCaptures({ data: flags.data, recorder }, store =>
        ranToEnd(store.export(request, resolve(flags.out), signal), bar)
      )
      const { rows, bytes, remark = '' } = written
      if (flags.json) process.stdout.write(JSON.stringify({ rows, bytes, remark, file: flags.out }) + '\n')
      else process.stdout.write(`${flags.out}: ${rows} rows, ${bytes} bytes${remark && `; ${remark}`}\n`)
    })
}
