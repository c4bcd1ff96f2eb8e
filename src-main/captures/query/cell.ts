import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBArrayValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUnionValue,
  type DuckDBValue
} from '@duckdb/node-api'
import type { QueryCell } from '@shared/model/query'

/** A double holds this many decimal digits, whichever they are. */
const exactDigits = 15

/** A value as `QueryCell` says. */
export function cellOf(value: DuckDBValue): QueryCell {
  const plain = plainOf(value)
  return typeof plain === 'object' && plain !== null ? JSON.stringify(plain) : plain
}

type Plain = QueryCell | readonly Plain[] | { readonly [key: string]: Plain }

function plainOf(value: DuckDBValue): Plain {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return numberOf(value)
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (value instanceof DuckDBDecimalValue) return value.width <= exactDigits ? Number(value.toString()) : String(value)
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('hex')
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(plainOf)
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([key, item]) => [key, plainOf(item)]))
  if (value instanceof DuckDBMapValue)
    return Object.fromEntries(value.entries.map(({ key, value: item }) => [String(cellOf(key)), plainOf(item)]))
  if (value instanceof DuckDBUnionValue) return plainOf(value.value)
  if (value instanceof DuckDBDateValue) return value.toString()
  if (value instanceof DuckDBTimestampTZValue)
    return `${isoText(new DuckDBTimestampValue(value.micros))}${value.isFinite ? 'Z' : ''}`
  if (
    value instanceof DuckDBTimestampValue ||
    value instanceof DuckDBTimestampSecondsValue ||
    value instanceof DuckDBTimestampMillisecondsValue ||
    value instanceof DuckDBTimestampNanosecondsValue
  )
    return isoText(value)
  return String(value)
}

function numberOf(value: number): number | string {
  if (!Number.isFinite(value)) return String(value)
  return Object.is(value, -0) ? '-0' : value
}

/** DuckDB writes a space between date and time. */
function isoText(value: { toString(): string }): string {
  return value.toString().replace(' ', 'T')
}
