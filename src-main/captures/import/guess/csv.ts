import type { ImportChoices, ImportColumn, ImportDoubt } from '@shared/model/import'
import { maximumColumns } from '@shared/model/import'
import { SignalboxError } from '@shared/base/errors'
import { unnamedLabel } from '../../../decoders/channel-label'
import { cellNumber } from '../cell-number'
import { fits } from '../wide-rows'
import { chosenColumns, plainChoices, withTimePlace } from './apply-choices'
import { guessEncoding } from './encoding'
import { guessHead, type Head } from './header'
import { guessLayout } from './layout'
import { guessNumberStyle } from './number-style'
import { type Guess, plainPlan, previewRows, type Sample, sampleText } from './sample'
import { guessSeparator, hasQuotes, sampleTable, type SampleTable } from './separator'
import { guessTime, type SampleColumn } from './time-column'
import { toolLabel, toolOfHeader } from './tool'

/** How separated values are to be read; a choice stands, and what it bears upon is guessed with it. */
export function guessCsv(sample: Sample, wanted: ImportChoices): Guess {
  const encoding = wanted.encoding ?? guessEncoding(sample.bytes)
  const text = sampleText(sample, encoding).replace(/^\ufeff/, '')
  const quotes = wanted.quotes ?? hasQuotes(text)
  const told = /^sep=(.)\r?\n/i.exec(text)?.[1]
  const separator = wanted.separator ?? Object.entries(separatorOf).find(([sign]) => sign === told)?.[1]
  const table = separator ? sampleTable(text, { separator, quotes }) : guessSeparator(text, quotes)
  if (table.width > maximumColumns) throw tooWide(table.width)
  const head = guessHead(told === undefined ? table : withoutFirst(table), wanted)
  const labels = labelsOf(head, table.width)
  const known = told === undefined ? toolOfHeader(labels) : 'spreadsheet'
  const rows = head.data.filter(({ cells }) => fits(cells, table.width))
  const cellsOf = (place: number): string[] => rows.map(({ cells }) => cells[place]).filter(cell => cell.trim() !== '')
  const style = guessNumberStyle(rows.flatMap(({ cells }) => cells))
  const decimal = wanted.decimal ?? style.decimal
  const thousands = wanted.thousands ?? (wanted.decimal === undefined ? style.thousands : 'none')
  const numberOf = cellNumber({ decimal, thousands })
  const columns = labels.map((label, place): SampleColumn => {
    const cells = cellsOf(place)
    const { name, unit } = toolLabel(known, label)
    const stated = head.units?.[place]?.trim().replace(/^[([](.*)[)\]]$/, '$1') ?? unit
    return { label, parts: { name, unit: stated }, cells, numbers: cells.map(cell => numberOf(cell) ?? NaN) }
  })
  const choices = withTimePlace(
    wanted,
    columns.map(({ label, parts }) => ({ label, name: parts.name }))
  )
  const time = guessTime(columns, known === 'telemetry-viewer' ? { time: 1, ...choices } : choices)
  // Many call their first column `time`; ours counts in ms since 1970.
  const tool = known === 'signalbox' && time.style !== 'epoch-ms' ? null : known
  const kinds = columns.map((column, place) => kindOf(column, place, time))
  const layout = guessLayout(columns, kinds, choices.layout)
  const described = columns.map(({ label, parts }, place): ImportColumn => {
    const kind = layout.kinds[place]
    const isCounted = tool === 'telemetry-viewer' && place === 0
    return { label: label.slice(0, 1000), ...parts, kind, used: kind === 'number' && !isCounted }
  })
  const doubts: ImportDoubt[] = [
    ...time.doubts.filter(doubt => doubt !== 'time-unit' || tool !== 'serial-studio'),
    ...(style.isDoubtful && wanted.decimal === undefined ? (['decimal'] as const) : []),
    ...(head.isDoubtful && wanted.header === undefined ? (['header'] as const) : [])
  ]
  const plan = {
    ...plainPlan(sample),
    ...plainChoices(choices),
    format: 'csv' as const,
    encoding,
    separator: table.separator,
    decimal,
    thousands,
    quotes,
    skip: head.skip,
    header: head.header !== null,
    unitsLine: head.units !== null,
    layout: layout.layout,
    timeStyle: time.style,
    time: time.time,
    date: time.date,
    columns: chosenColumns(described, choices, layout.layout === 'wide')
  }
  const cells = rows.slice(0, previewRows).map(row => labels.map((_, place) => row.cells[place] ?? null))
  return {
    plan,
    tool,
    confidence: confidenceOf(table.width, { head, rows: rows.length, doubts }),
    doubts,
    cells,
    leftOut: []
  }
}

const separatorOf = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const

/** `sep=;`, which spreadsheets write, is no row. */
function withoutFirst(table: SampleTable): SampleTable {
  return { ...table, records: table.records.slice(1) }
}

function labelsOf({ header }: Head, width: number): string[] {
  return Array.from({ length: width }, (_, place) => header?.[place]?.trim() || unnamedLabel(place))
}

function kindOf(
  { cells, numbers }: SampleColumn,
  place: number,
  { time, date }: { time: number | null; date: number | null }
): ImportColumn['kind'] {
  if (place === time) return 'time'
  if (place === date) return 'date'
  if (cells.length === 0) return 'empty'
  const readable = numbers.filter(
    (number, at) => !Number.isNaN(number) || /^\W*(nan|n\/?a|null|none|-+)\W*$/i.test(cells[at])
  )
  return readable.length >= 0.8 * cells.length ? 'number' : 'text'
}

/** By how many records are rows, and how much was doubtful. */
function confidenceOf(
  width: number,
  { head, rows, doubts }: { head: Head; rows: number; doubts: readonly ImportDoubt[] }
): number {
  const regular = rows / Math.max(1, head.data.length)
  const sure = regular - 0.15 * doubts.length - (width > 1 ? 0 : 0.3) - (head.header ? 0 : 0.1)
  return Math.max(0, Math.round(sure * 100) / 100)
}

function tooWide(width: number): SignalboxError {
  return new SignalboxError('bad-input', `the file seems to have ${width} columns`, {
    remedy: `At most ${maximumColumns} are read: choose another separator.`
  })
}
