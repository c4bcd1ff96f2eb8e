import type { ImportPlan } from '@shared/model/import'
import type { RecordRows } from './csv-reader'
import type { Pages } from './pages'
import type { RowOrder } from './row-order'
import type { ImportTally } from './tally'

export interface RowParts {
  readonly plan: ImportPlan
  readonly tally: ImportTally
  readonly pages: Pages
  readonly order: RowOrder
  readonly numberOf: (cell: string) => number | undefined
  readonly timeOf: (cells: readonly string[]) => number
}

/**
 * A row a record, a channel a used column. A record of another length, without a time or without any number is rejected;
 * a single cell that is no number has no value, and is counted.
 */
export function wideRows({ plan, tally, pages, order, numberOf, timeOf }: RowParts): RecordRows {
  const { columns } = plan
  const used = columns.flatMap(({ kind, used }, place) => (kind === 'number' && used ? [place] : []))
  pages.addChannels(used.map(place => columns[place]))
  const values = new Float64Array(used.length)
  let bad: number[] = []

  function read(cells: readonly string[]): void {
    bad = []
    for (let channel = 0; channel < used.length; channel++) {
      const value = numberOf(cells[used[channel]])
      if (value === undefined) bad.push(used[channel])
      values[channel] = value ?? NaN
    }
  }

  return {
    take(cells, line) {
      if (!fits(cells, columns.length))
        return tally.reject('wrong-field-count', line, `${cells.length} fields instead of ${columns.length}`)
      read(cells)
      if (bad.length > 0 && bad.length === used.length)
        return tally.reject('not-a-number', line, `${shown(cells[bad[0]])} is not a number`)
      const time = timeOf(cells)
      if (Number.isNaN(time)) return tally.reject('not-a-time', line, `${shown(cells[plan.time ?? 0])} is not a time`)
      if (!order.add(time, values, line)) return
      for (const place of bad)
        tally.reject('not-a-number', line, `${columns[place].name}: ${shown(cells[place])} is not a number`)
    },
    finish: () => undefined
  }
}

/** Empty fields behind the last column are no fields: some programs end every line with a separator. */
export function fits(cells: readonly string[], width: number): boolean {
  if (cells.length === width) return true
  return cells.length > width && cells.slice(width).every(cell => cell.trim() === '')
}

/** A cell as a message can hold it. */
export function shown(cell: string): string {
  const text = cell.length > 40 ? `${cell.slice(0, 40)}…` : cell
  return `"${text.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd')}"`
}
