import { type Batch, lights } from '@shared/model/batch'
import { openOutputFile } from './output-file'
import { derivedColumns, resultColumns } from './result-columns'
import type { ResultTable } from './result-table'

/**
 * One JSON object a row. No value is `null`; an infinity is `1e999`, which JSON readers take for one, because JSON has no
 * word for it.
 * @throws SignalboxError `storage` when the place cannot be written.
 */
export async function openJsonLinesTable(path: string): Promise<ResultTable> {
  const file = await openOutputFile(path)
  let columns: string[] = ['time']
  let keys: string[] = []

  return {
    async write(batch) {
      const known = (columns.length - 1) / (1 + derivedColumns.length)
      if (batch.channels.length > known) {
        const names = batch.channels.slice(known).map(({ name }) => name)
        columns = [...columns, ...resultColumns(names, columns)]
        keys = columns.slice(1).map(name => `,${JSON.stringify(name)}:`)
      }
      if (batch.count > 0) await file.write(lines(batch, keys))
    },
    finish: () => file.finish(),
    discard: () => file.discard()
  }
}

function lines(batch: Batch, keys: readonly string[]): string {
  let text = ''
  for (let row = 0; row < batch.count; row++) {
    text += `{"time":${number(batch.time[row])}`
    for (let index = 0, key = 0; index < batch.channels.length; index++) {
      text += keys[key++] + number(batch.value[index][row])
      text += keys[key++] + number(batch.mean[index][row])
      text += keys[key++] + number(batch.deviation[index][row])
      text += keys[key++] + number(batch.score[index][row])
      text += `${keys[key++]}${batch.anomaly[index][row]}${keys[key++]}"${lights[batch.state[index][row]]}"`
    }
    text += '}\n'
  }
  return text
}

function number(value: number): string {
  if (Number.isNaN(value)) return 'null'
  if (value === Infinity) return '1e999'
  return value === -Infinity ? '-1e999' : String(value)
}
