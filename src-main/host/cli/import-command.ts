import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { Command } from 'commander'
import { systemClock } from '@shared/base/clock'
import {
  decimalSigns,
  fieldSeparators,
  importFormats,
  importTimeStyles,
  type ImportPreview,
  type ImportResult,
  textEncodings,
  thousandsSigns
} from '@shared/model/import'
import { defaultDataFolder } from '../data-folder'
import { type ImportFlags, readImportChoices } from './import-options'
import { interruption } from './interruption'
import { progressBar } from './progress-bar'

export function importCommand(): Command {
  return new Command('import')
    .description('make a capture of a file: CSV and other text, JSON lines, Parquet, MCAP, logs of devices')
    .argument('<file>', 'what is not said below is guessed')
    .option('--data <folder>', 'the data folder')
    .option('--format <name>', importFormats.join(', '))
    .option('--encoding <name>', textEncodings.join(', '))
    .option('--separator <sign>', `${fieldSeparators.join(', ')}, or the sign itself`)
    .option('--decimal <sign>', `${decimalSigns.join(' or ')}, or the sign itself`)
    .option('--thousands <sign>', `${thousandsSigns.join(', ')}, or the sign itself`)
    .option('--skip <lines>', 'lines before the header, or before the first row')
    .option('--header', 'the first line names the columns')
    .option('--no-header', 'the first line is a row')
    .option('--time <column>', 'the column that holds the time')
    .option('--time-style <style>', importTimeStyles.join(', '))
    .option('--zone <zone>', 'utc or local: whose time of day it is where the file does not say')
    .option('--rate <hertz>', 'rows a second, when no column holds the time')
    .option('--start <time>', 'what times since a start count from: ms since the epoch or ISO 8601')
    .option('--layout <layout>', 'wide: a column a channel; long: a value a row, its channel beside it')
    .option('--name <name>', 'what the capture is called')
    .option('--preview', 'only show how the file is understood')
    .option('--json', 'print the result as a JSON object')
    .action(run)
}

async function run(file: string, flags: ImportFlags): Promise<void> {
  const choices = readImportChoices(flags)
  const path = resolve(file)
  const request = { path, name: basename(path), choices }
  if (flags.preview) {
    const { previewFile } = await import('../../captures/import/preview-file')
    const preview = await previewFile(request)
    process.stdout.write(flags.json ? JSON.stringify(preview) + '\n' : previewText(preview))
    return
  }
  const { importFile } = await import('../../captures/import/import-file')
  const folder = join(dataFolder(flags), 'captures')
  await mkdir(folder, { recursive: true })
  const bar = progressBar()
  try {
    const result = await importFile(
      { ...request, folder, label: flags.name },
      { clock: systemClock, signal: interruption(), progress: fraction => bar.update(fraction, 1) }
    )
    bar.stop()
    process.stdout.write(flags.json ? JSON.stringify(result) + '\n' : resultText(result))
  } finally {
    bar.stop()
  }
}

function dataFolder({ data }: ImportFlags): string {
  return data === undefined
    ? defaultDataFolder({ platform: process.platform, home: homedir(), environment: process.env })
    : resolve(data)
}

function resultText({ capture, rows, rejected, problems, leftOut }: ImportResult): string {
  const lines = [`${capture.id}: ${rows} rows, ${capture.channels.map(({ name }) => name).join(', ')}`]
  for (const [reason, count] of Object.entries(rejected)) lines.push(`rejected: ${count} ${reason}`)
  for (const problem of problems.slice(0, 5)) lines.push(`  ${problemText(problem)}`)
  for (const part of leftOut) lines.push(`left out: ${part}`)
  return lines.join('\n') + '\n'
}

function previewText({ plan, tool, confidence, doubts, rows, problems, leftOut }: ImportPreview): string {
  const how = [`format ${plan.format}`, ...(plan.format === 'csv' ? csvWords(plan) : []), `time ${plan.timeStyle}`]
  const lines = [`${how.join(', ')}${tool === null ? '' : ` (${tool})`}; ${Math.round(confidence * 100)} % sure`]
  if (doubts.length > 0) lines.push(`in doubt: ${doubts.join(', ')}`)
  for (const { label, name, unit, kind, used } of plan.columns)
    lines.push(`column ${label}: ${used ? `channel ${name}${unit === '' ? '' : ` in ${unit}`}` : kind}`)
  for (const { time, cells } of rows.slice(0, 5))
    lines.push([time === null ? '?' : new Date(time).toISOString(), ...cells.map(cell => cell ?? '')].join('  '))
  for (const problem of problems) lines.push(problemText(problem))
  for (const part of leftOut) lines.push(`left out: ${part}`)
  return lines.join('\n') + '\n'
}

function csvWords(plan: ImportPreview['plan']): string[] {
  const header = plan.header ? 'a header' : 'no header'
  return [`separator ${plan.separator}`, `decimal ${plan.decimal}`, header, `layout ${plan.layout}`]
}

function problemText({ line, message }: { line: number | null; message: string }): string {
  return line === null ? message : `line ${line}: ${message}`
}
