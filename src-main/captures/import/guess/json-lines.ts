import type { ImportChoices, ImportColumn } from '@shared/model/import'
import { maximumColumns } from '@shared/model/import'
import { splitLabel } from '../../../decoders/channel-label'
import { jsonCells, jsonRow } from '../json-leaves'
import { chosenColumns, plainChoices, withTimePlace } from './apply-choices'
import { guessEncoding } from './encoding'
import { type Guess, plainPlan, previewRows, type Sample, sampleText } from './sample'
import { guessTime, type SampleColumn } from './time-column'

/** How JSON lines are to be read: the members of their beginning, and which of them is the time. */
export function guessJsonLines(sample: Sample, wanted: ImportChoices): Guess {
  const encoding = wanted.encoding ?? guessEncoding(sample.bytes)
  const lines = sampleText(sample, encoding)
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .filter(line => line.trim() !== '')
  const rows = lines.flatMap(line => {
    const row = jsonRow(line)
    return typeof row === 'string' ? [] : [row]
  })
  const labels = new Map<string, string[]>()
  for (const row of rows) for (const [label, cell] of jsonCells(row)) add(labels, label, cell)
  const columns = [...labels].slice(0, maximumColumns).map(([label, cells]): SampleColumn => {
    const numbers = cells.map(cell => (cell === '' ? NaN : Number(cell)))
    return { label, parts: splitLabel(label), cells, numbers }
  })
  const choices = withTimePlace(
    wanted,
    columns.map(({ label, parts }) => ({ label, name: parts.name }))
  )
  const time = guessTime(columns, choices)
  const described = columns.map(({ label, parts, numbers }, place): ImportColumn => {
    const isNumber = numbers.some(number => !Number.isNaN(number))
    const kind = place === time.time ? 'time' : place === time.date ? 'date' : isNumber ? 'number' : 'text'
    return { label, name: parts.name, unit: parts.unit, kind, used: kind === 'number' }
  })
  const plan = {
    ...plainPlan(sample),
    ...plainChoices(choices),
    format: 'jsonl' as const,
    encoding,
    timeStyle: time.style,
    time: time.time,
    columns: chosenColumns(described, choices)
  }
  const cells = rows.slice(0, previewRows).map(row => {
    const found = new Map(jsonCells(row))
    return columns.map(({ label }) => found.get(label) ?? null)
  })
  const readable = rows.length / Math.max(1, lines.length)
  const confidence = Math.max(0, readable - 0.15 * time.doubts.length)
  return { plan, tool: null, confidence, doubts: time.doubts, cells, leftOut: [] }
}

function add(labels: Map<string, string[]>, label: string, cell: string): void {
  const cells = labels.get(label)
  if (cells) cells.push(cell)
  else labels.set(label, [cell])
}
