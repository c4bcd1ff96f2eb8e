import type { ImportChoices, ImportColumn } from '@shared/model/import'
import { maximumColumns } from '@shared/model/import'
import { splitLabel } from '../../../decoders/channel-label'
import { jsonRow, leafText } from '../json-leaves'
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
  for (const { leaves, value } of rows) {
    for (const [label, number] of leaves) add(labels, label, String(number))
    for (const label of textLabels(value)) add(labels, label, leafText(value, label) ?? '')
  }
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
  const cells = rows.slice(0, previewRows).map(({ leaves, value }) => {
    const found = new Map(leaves)
    return columns.map(({ label }) => (found.has(label) ? String(found.get(label)) : (leafText(value, label) ?? null)))
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

/** Members that are texts: a time may be one. */
function* textLabels(value: unknown, prefix = '', depth = 0): Generator<string, void, void> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 8) return
  for (const [key, member] of Object.entries(value)) {
    const label = prefix === '' ? key : `${prefix}.${key}`
    if (typeof member === 'string') yield label
    else yield* textLabels(member, label, depth + 1)
  }
}
