import type { ExportOrder } from '@shared/model/capture'
import { double } from '../file/export-sql'
import { plainNumber } from './number-text'

/** Whole nanoseconds since 1970 of the column `time`, exact: a double of ms has steps of 244 ns today. */
export const nanoseconds = 'CAST(floor(time) AS BIGINT) * 1000000 + CAST(round((time - floor(time)) * 1e6) AS BIGINT)'

/** Times that fit 64 bits of nanoseconds: from 1677 to 2262, ms. */
export const farthestTime = 9.2e12

/** With all nine digits behind the second, so that it reads back to the same time. */
const isoTime = `CASE WHEN abs(time) < ${farthestTime} THEN strftime(make_timestamp(CAST(floor(time / 1000) AS BIGINT) * 1000000), '%Y-%m-%dT%H:%M:%S') || '.' || lpad(CAST(least(CAST(round((time - floor(time / 1000) * 1000) * 1e6) AS BIGINT), 999999999) AS VARCHAR), 9, '0') || 'Z' ELSE ${plainNumber('time')} END`

/** Seconds since `first`, ms, as SQL of type DOUBLE. */
export function secondsSince(first: number): string {
  return `((time - ${double(first)}) / 1000)`
}

/** The text of the column `time`; whether it is a number depends on the style. */
export function timeText({ timeStyle }: Pick<ExportOrder, 'timeStyle'>, first: number): string {
  if (timeStyle === 'iso') return isoTime
  return plainNumber(timeStyle === 'seconds' ? secondsSince(first) : 'time')
}
