import type { ImportChoices, ImportColumn } from '@shared/model/import'
import { splitLabel } from '../../../decoders/channel-label'
import { identifier } from '../../column-names'
import { rowsOf } from '../../file/database'
import { withParquet } from '../parquet-database'
import { parquetColumns, parquetSource } from '../parquet-table'
import { chosenColumns, plainChoices, withTimePlace } from './apply-choices'
import { type Guess, plainPlan, previewRows, type Sample } from './sample'
import { guessTime, type SampleColumn } from './time-column'

const sampleRows = 200

/** How a Parquet file is to be read: its columns with their types and units, and which of them is the time. */
export function guessParquet(sample: Sample, wanted: ImportChoices): Promise<Guess> {
  return withParquet(sample.name, async connection => {
    const found = await parquetColumns(connection, sample.path)
    const fields = found.map(({ label }) => `CAST(${identifier(label)} AS VARCHAR)`)
    const sql = `SELECT ${fields.join(', ')} FROM ${parquetSource(sample.path)} LIMIT ${sampleRows}`
    const rows = (await rowsOf(connection, sql)).map(row => row.map(value => (value === null ? null : String(value))))
    const columns = found.map(({ label, kind, unit }, place): SampleColumn => {
      // Only moments may be told by their texts: a text that looks like one cannot be read as a number later.
      const cells = kind === 'other' ? [] : rows.flatMap(row => row[place] ?? [])
      const parts = unit === '' ? splitLabel(label) : { name: label, unit }
      return { label, parts, cells, numbers: cells.map(cell => (kind === 'number' ? Number(cell) : NaN)) }
    })
    const choices = withTimePlace(
      wanted,
      columns.map(({ label, parts }) => ({ label, name: parts.name }))
    )
    const time = guessTime(columns, choices)
    const described = columns.map(({ label, parts }, place): ImportColumn => {
      const isOther = found[place].kind === 'other'
      const kind = place === time.time ? 'time' : isOther ? 'text' : 'number'
      return { label, name: parts.name, unit: parts.unit, kind, used: kind === 'number' }
    })
    const plan = {
      ...plainPlan(sample),
      ...plainChoices(choices),
      format: 'parquet' as const,
      timeStyle: time.style,
      time: time.time,
      columns: chosenColumns(described, choices)
    }
    const leftOut = found
      .filter(({ kind }) => kind === 'other')
      .map(({ label, type }) => `column ${label}: values of type ${type}`)
    const confidence = Math.max(0, 1 - 0.15 * time.doubts.length)
    return { plan, tool: null, confidence, doubts: time.doubts, cells: rows.slice(0, previewRows), leftOut }
  })
}
