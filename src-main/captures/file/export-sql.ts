export interface ExportRange {
  readonly from?: number
  readonly to?: number
}

/** The rows of `samples` in a range, both ends included. */
export function rangeCondition({ from, to }: ExportRange): string {
  const conditions = [
    ...(from === undefined ? [] : [`time >= ${double(from)}`]),
    ...(to === undefined ? [] : [`time <= ${double(to)}`])
  ]
  return conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''
}

/** A number as SQL, infinities too. */
export function double(value: number): string {
  return `CAST('${value}' AS DOUBLE)`
}
