import { parse } from 'csv-parse/sync'
import type { FieldSeparator, ImportPlan } from '@shared/model/import'
import { csvOptions, fieldsOf } from '../csv-options'
import { isValueLike } from './cells'

/** A record and the line it ends in, from 1. */
export interface SampleRecord {
  readonly cells: readonly string[]
  readonly line: number
  /** It began with `#`, which is not in the cells. */
  readonly isRemark: boolean
}

export interface SampleTable {
  readonly separator: FieldSeparator
  readonly records: readonly SampleRecord[]
  /** The number of fields that most records have. */
  readonly width: number
  /** 0 to 1. */
  readonly score: number
}

/** In the order in which they are preferred when the file could be either. */
const candidates: readonly FieldSeparator[] = ['tab', 'semicolon', 'comma', 'pipe', 'space']
const sampleRecords = 500

/** Whether quotes hold fields together: one stands where a field begins. */
export function hasQuotes(text: string): boolean {
  return /(?:^|[,;\t|])\s*"/m.test(text)
}

/** The separator by which most records have equally many fields, and most fields are values. */
export function guessSeparator(text: string, quotes: boolean): SampleTable {
  const tables = candidates.map(separator => sampleTable(text, { separator, quotes }))
  const best = tables.reduce((one, other) => (other.score > one.score + 1e-9 ? other : one))
  return best.width > 1 ? best : { ...best, separator: 'comma' }
}

export function sampleTable(text: string, how: Pick<ImportPlan, 'separator' | 'quotes'>): SampleTable {
  const records = recordsOf(text, how)
  const counts = new Map<number, number>()
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [width, often] = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one), [0, 0])
  const score = width < 2 ? 0 : (often / records.length) * valueShare(records, width) * (1 - 1 / (width + 3))
  return { ...how, records, width, score }
}

/** A file of one column has no separator; more columns are the better explanation, but not by much. */
function valueShare(records: readonly SampleRecord[], width: number): number {
  const cells = records.filter(({ cells }) => cells.length === width).flatMap(({ cells }) => cells)
  const filled = cells.filter(cell => cell.trim() !== '')
  if (filled.length === 0) return 0
  return Math.max(0.05, filled.filter(isValueLike).length / filled.length)
}

function recordsOf(text: string, how: Pick<ImportPlan, 'separator' | 'quotes'>): readonly SampleRecord[] {
  try {
    const found = parse(text, { ...csvOptions(how), info: true, to: sampleRecords }) as unknown as {
      record: string[]
      info: { lines: number }
    }[]
    return found.map(({ record, info }) => {
      const isRemark = record[0].startsWith('#')
      const fields = isRemark ? [record[0].replace(/^#+\s*/, ''), ...record.slice(1)] : record
      return { cells: fieldsOf(fields, how.separator), line: info.lines, isRemark }
    })
  } catch {
    // An open quote: the same text without quotes is what the reader would come to.
    return how.quotes ? recordsOf(text, { ...how, quotes: false }) : []
  }
}
