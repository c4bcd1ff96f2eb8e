/**
 * DuckDB's shortest text that reads back to the same double, without the `.0` of whole numbers (checked on 900,000 random
 * bit patterns; only infinities need words of their own). Whole numbers go by way of integers, because cutting off the `.0`
 * costs twice as much as all the rest (measured: 4.6 s instead of 2.5 s for 5 million numbers).
 */
export function digits(value: string): string {
  const text = `CAST(${value} AS VARCHAR)`
  const whole = `CASE WHEN abs(${value}) BETWEEN 1 AND 9e15 THEN CAST(CAST(${value} AS BIGINT) AS VARCHAR) ELSE regexp_replace(${text}, '\\.0$', '') END`
  return `CASE WHEN ${value} = trunc(${value}) THEN ${whole} ELSE ${text} END`
}

/** `Infinity` is what `Number()`, Python's `float()` and DuckDB read. No value is NULL. */
export function csvNumber(value: string): string {
  return `CASE WHEN isinf(${value}) THEN if(${value} > 0, 'Infinity', '-Infinity') ELSE ${digits(value)} END`
}

/** JSON has no infinity, but 1e999 is a number of it and reads back as one. */
export function jsonNumber(value: string): string {
  const infinite = `if(${value} > 0, '1e999', '-1e999')`
  return `CASE WHEN ${value} IS NULL THEN 'null' WHEN isinf(${value}) THEN ${infinite} ELSE ${digits(value)} END`
}

/** Never with an exponent; outside the range where DuckDB writes none, every digit there is. */
export function plainNumber(value: string): string {
  return `CASE WHEN ${value} = 0 OR abs(${value}) BETWEEN 1e-4 AND 9e15 THEN ${digits(value)} WHEN abs(${value}) < 1e-4 THEN rtrim(printf('%.345f', ${value}), '0') ELSE printf('%.0f', ${value}) END`
}
