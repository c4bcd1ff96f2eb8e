import { type Batch, lights } from '@shared/model/batch'
import type { OutputFile } from './output-file'

/** Writes analysed batches as rows of text. */
export interface TableWriter {
  /** Resolves when the file has taken the rows; the batch is no longer needed then. */
  write(batch: Batch): Promise<void>
  /** Channels that had no place among the columns, because they appeared after the first row was written. */
  readonly leftOut: ReadonlySet<string>
}

/** The columns behind each channel, in the order they are written. */
export const derivedColumns = ['mean', 'std', 'score', 'anomaly', 'state'] as const

/** `known`: the channels to write, when they are known before the first row; else those of the first batch. */
export function csvWriter(file: OutputFile, known: readonly string[] = []): TableWriter {
  let columns: readonly string[] = known
  let started = false
  const leftOut = new Set<string>()
  return {
    leftOut,
    async write(batch) {
      let text = ''
      if (!started) {
        started = true
        if (columns.length === 0) columns = batch.channels.map(({ name }) => name)
        const names = columns.flatMap(name => [name, ...derivedColumns.map(part => `${name}.${part}`)])
        text = ['time', ...names].map(quoted).join(',') + '\n'
      }
      for (const { name } of batch.channels.slice(columns.length)) leftOut.add(name)
      const present = Math.min(columns.length, batch.channels.length)
      const absent = ',,,,,,'.repeat(columns.length - present)
      for (let row = 0; row < batch.count; row++) {
        text += csvNumber(batch.time[row])
        for (let index = 0; index < present; index++) {
          text += `,${csvNumber(batch.value[index][row])},${csvNumber(batch.mean[index][row])}`
          text += `,${csvNumber(batch.deviation[index][row])},${csvNumber(batch.score[index][row])}`
          text += `,${batch.anomaly[index][row]},${lights[batch.state[index][row]]}`
        }
        text += absent + '\n'
      }
      if (text !== '') await file.write(text)
    }
  }
}

export function jsonLinesWriter(file: OutputFile): TableWriter {
  return {
    leftOut: new Set(),
    async write(batch) {
      let text = ''
      for (let row = 0; row < batch.count; row++) {
        const line: Record<string, number | string | null> = { time: batch.time[row] }
        for (const { index, name } of batch.channels) {
          line[name] = finite(batch.value[index][row])
          line[`${name}.mean`] = finite(batch.mean[index][row])
          line[`${name}.std`] = finite(batch.deviation[index][row])
          line[`${name}.score`] = finite(batch.score[index][row])
          line[`${name}.anomaly`] = batch.anomaly[index][row]
          line[`${name}.state`] = lights[batch.state[index][row]]
        }
        text += JSON.stringify(line) + '\n'
      }
      if (text !== '') await file.write(text)
    }
  }
}

/** Shortest text that reads back as the same number; empty for NaN. */
function csvNumber(value: number): string {
  return Number.isNaN(value) ? '' : String(value)
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** RFC 4180. */
function quoted(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name
}
