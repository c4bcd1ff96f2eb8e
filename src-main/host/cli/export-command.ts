import { extname, resolve } from 'node:path'
import { Command } from 'commander'
import { SignalboxError } from '@shared/base/errors'
import { ExportFormat, type ExportRequest, exportFormats } from '@shared/model/capture'
import { withCaptures } from './capture-folder'
import { interruption } from './interruption'
import { progressBar } from './progress-bar'

interface ExportFlags {
  readonly data?: string
  readonly from?: string
  readonly to?: string
  readonly channels?: string
  readonly out: string
  readonly json?: boolean
}

export function exportCommand({ recorder }: { recorder: URL }): Command {
  return new Command('export')
    .description('write a recording, or a part of it, to a file')
    .argument('<capture>', 'its id, see `signalbox captures`')
    .requiredOption('--out <file>', 'the file: .csv, .jsonl or .parquet')
    .option('--data <folder>', 'the data folder')
    .option('--from <time>', 'first time: ms since the epoch or ISO 8601')
    .option('--to <time>', 'last time, included')
    .option('--channels <names>', 'only these, separated by commas; in the order they are recorded in')
    .option('--json', 'print what was written as a JSON object')
    .action(async (capture: string, flags: ExportFlags) => {
      const signal = interruption()
      const bar = progressBar()
      const request = exportRequest(capture, flags)
      const written = await withCaptures({ data: flags.data, recorder }, async store => {
        const running = store.export(request, resolve(flags.out), signal)
        try {
          for (;;) {
            const step = await running.next()
            if (step.done) return step.value
            bar.update(step.value, 1)
          }
        } finally {
          bar.stop()
        }
      })
      if (flags.json) process.stdout.write(JSON.stringify({ ...written, file: flags.out }) + '\n')
      else process.stdout.write(`${flags.out}: ${written.rows} rows, ${written.bytes} bytes\n`)
    })
}

function exportRequest(capture: string, { out, from, to, channels }: ExportFlags): ExportRequest {
  const format = ExportFormat.safeParse(extname(out).slice(1).toLowerCase())
  if (!format.success)
    throw new SignalboxError('bad-input', `--out ${out} does not say the format`, {
      remedy: `The name must end in ${exportFormats.map(name => `.${name}`).join(', ')}.`
    })
  const first = from === undefined ? undefined : timeOf('--from', from)
  const last = to === undefined ? undefined : timeOf('--to', to)
  if (first !== undefined && last !== undefined && first > last)
    throw new SignalboxError('bad-input', `--from ${from} is after --to ${to}`, {
      remedy: 'Give the earlier one first.'
    })
  return {
    capture,
    format: format.data,
    from: first,
    to: last,
    channels: channels === undefined ? undefined : channelNames(channels)
  }
}

function channelNames(text: string): string[] {
  const names = text.split(',').map(name => name.trim())
  if (!names.includes('')) return names
  throw new SignalboxError('bad-input', `--channels ${text} holds an empty name`, {
    remedy: 'Separate the names by single commas.'
  })
}

function timeOf(option: string, text: string): number {
  const number = Number(text)
  const time = text.trim() !== '' && Number.isFinite(number) ? number : Date.parse(text)
  if (Number.isFinite(time)) return time
  throw new SignalboxError('bad-input', `${option} ${text} is not a time`, {
    remedy: 'Give milliseconds since the epoch or an ISO 8601 time such as 2026-11-20T14:00:00Z.'
  })
}
