import type { ImportPlan } from '@shared/model/import'
import type { Item } from '@shared/model/item'
import { cellNumber } from './cell-number'
import { isRemark } from './csv-options'
import { csvRecords } from './csv-records'
import { longRows } from './long-rows'
import { Pages } from './pages'
import { plainRecords } from './plain-records'
import type { ReaderParts } from './reader'
import { RowOrder } from './row-order'
import { rowTime } from './row-time'
import { wideRows } from './wide-rows'
import { fileBytes } from './read-bytes'
import { utf8Bytes } from './text-bytes'
import { wholeLines } from './whole-lines'

/** What makes rows of a file's records. */
export interface RecordRows {
  take(cells: readonly string[], line: number): void
  /** The file has ended. */
  finish(): void
}

/** Separated values as pages of rows, in constant memory. */
export async function* readCsv({ path, plan, tally, open }: ReaderParts, signal: AbortSignal): AsyncGenerator<Item> {
  const pages = new Pages()
  const order = new RowOrder(pages, tally, plan)
  const parts = { plan, tally, pages, order, numberOf: cellNumber(plan), timeOf: rowTime(plan) }
  const rows = plan.layout === 'long' ? longRows(parts) : wideRows(parts)
  let ahead = headLines(plan)
  const bytes = (open ?? fileBytes(path, length => (tally.read += length)))(signal)
  const lines = wholeLines(utf8Bytes(bytes, plan.encoding), line =>
    tally.reject('too-long', line, 'the line is longer than a megabyte')
  )
  const take = (cells: readonly string[], line: number): void => {
    if (line <= plan.skip || cells.length === 0) return
    if (ahead > 0) ahead--
    else if (!isRemark(cells)) rows.take(cells, line)
  }
  const records = plan.quotes ? csvRecords(lines, { plan, tally }, take) : plainRecords(lines, plan, take)
  for await (const _ of records) yield* pages.take()
  rows.finish()
  yield* pages.finish()
}

/** Records before the first row. */
function headLines({ header, unitsLine }: ImportPlan): number {
  return (header ? 1 : 0) + (header && unitsLine ? 1 : 0)
}
