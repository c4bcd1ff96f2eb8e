import type { ImportChoices, ImportColumn } from '@shared/model/import'
import type { Batch } from '@shared/model/batch'
import { SignalboxError } from '@shared/base/errors'
import { isClock } from '../cell-time'
import { lineStamp } from '../line-stamp'
import { readLog } from '../log-reader'
import { ImportTally } from '../tally'
import { plainChoices } from './apply-choices'
import { guessEncoding } from './encoding'
import { type Guess, plainPlan, previewRows, type Sample, sampleText } from './sample'
import { guessTime } from './time-column'
import { sampleBytesOf } from './sample-source'

/** How a device's lines are to be read: whether a time stands before them, and what the decoders find in them. */
export async function guessLog(sample: Sample, choices: ImportChoices): Promise<Guess> {
  const encoding = choices.encoding ?? guessEncoding(sample.bytes)
  const lines = sampleText(sample, encoding)
    .split(/\r\n|\n|\r/)
    .filter(line => line.trim() !== '')
  const stamps = lines.flatMap(line => lineStamp(line)?.stamp ?? [])
  const isStamped = stamps.length > lines.length / 2
  const parts = { name: 'time', unit: '' }
  const column = { label: 'time', parts, cells: isStamped ? stamps : [], numbers: [] }
  const time = guessTime([column], {
    ...choices,
    ...(isStamped ? {} : { timeStyle: 'rate' as const }),
    time: isStamped ? 0 : null,
    date: null
  })
  const isArduino = isStamped && lines.some(line => line.includes(' -> ')) && stamps.some(isClock)
  const plan = {
    ...plainPlan(sample),
    ...plainChoices(choices),
    format: 'log' as const,
    encoding,
    timeStyle: time.style,
    time: isStamped ? 0 : null,
    columns: [] as ImportColumn[]
  }
  const { channels, rows } = await decoded(sample, { ...plan, columns: [] })
  const stampColumn: ImportColumn = { ...parts, label: 'time', kind: 'time', used: false }
  const columns = [
    ...(isStamped ? [stampColumn] : []),
    ...channels.map(({ name, unit }): ImportColumn => ({ label: name, name, unit, kind: 'number', used: true }))
  ]
  const cells = rows.map(({ time: at, values }) => [
    ...(isStamped ? [stampText(at, time.style)] : []),
    ...values.map(value => (Number.isNaN(value) ? null : String(value)))
  ])
  const read = rows.length === 0 ? 0 : 1
  const confidence = Math.max(0, read - 0.15 * time.doubts.length)
  return {
    plan: { ...plan, columns },
    tool: isArduino ? 'arduino' : null,
    confidence,
    doubts: time.doubts,
    cells,
    leftOut: []
  }
}

interface DecodedRow {
  readonly time: number
  readonly values: readonly number[]
}

async function decoded(
  sample: Sample,
  plan: Parameters<typeof readLog>[0]['plan']
): Promise<{ channels: Batch['channels']; rows: readonly DecodedRow[] }> {
  const tally = new ImportTally()
  const rows: DecodedRow[] = []
  let channels: Batch['channels'] = []
  const parts = { path: sample.path, name: sample.name, plan, tally, open: sampleBytesOf(sample) }
  for await (const item of readLog(parts, new AbortController().signal)) {
    if (item.kind !== 'batch') continue
    channels = item.channels
    for (let row = 0; row < item.count && rows.length < previewRows; row++)
      rows.push({ time: item.time[row], values: item.value.map(column => column[row]) })
  }
  if (channels.length > 0) return { channels, rows }
  throw new SignalboxError('bad-input', `no format is recognised in ${sample.name}`, {
    remedy: 'Lines of numbers, label:value, key=value, Teleplot or JSON are read; choose another format.'
  })
}

/** A time as a cell of the style, so that it reads back. */
function stampText(time: number, style: string): string {
  const iso = new Date(time).toISOString()
  if (style === 'clock') return iso.slice(11, 23)
  const [year, month, day] = iso.slice(0, 10).split('-')
  const date =
    style === 'date-ymd'
      ? `${year}-${month}-${day}`
      : style === 'date-dmy'
        ? `${day}.${month}.${year}`
        : `${month}/${day}/${year}`
  return `${date} ${iso.slice(11, 23)}Z`
}
