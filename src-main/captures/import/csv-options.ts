import type { Options } from 'csv-parse'
import type { FieldSeparator, ImportPlan } from '@shared/model/import'
import { maximumLine } from './whole-lines'

export const separatorCharacters: Readonly<Record<FieldSeparator, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
  space: ' '
}

/** How csv-parse is told to read a plan's file: RFC 4180, forgiving about quotes; who reads judges the number of fields. */
export function csvOptions({ separator, quotes }: Pick<ImportPlan, 'separator' | 'quotes'>): Options {
  return {
    delimiter: separator === 'space' ? [' ', '\t'] : separatorCharacters[separator],
    record_delimiter: ['\r\n', '\n', '\r'],
    quote: quotes ? '"' : null,
    escape: quotes ? '"' : null,
    // ` "a"` after a separator and a space is still quoted.
    trim: quotes && separator !== 'tab',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maximumLine
  }
}

/** A record's fields: several spaces in a row separate once, and `#` before the first field is none of it. */
export function fieldsOf(record: readonly string[], separator: FieldSeparator): readonly string[] {
  return separator === 'space' ? record.filter(field => field !== '') : record
}

/** Whether a record is a remark and no row. */
export function isRemark(record: readonly string[]): boolean {
  return record[0].startsWith('#') || (record.length === 1 && record[0].trim() === '')
}
