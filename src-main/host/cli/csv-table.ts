import { createReadStream } from 'node:fs'
import { type Batch, lights } from '@shared/model/batch'
import { openOutputFile, type OutputFile } from './output-file'
import { derivedColumns, resultColumns } from './result-columns'
import type { ResultTable } from './result-table'

/** Rows of the same width: from the end of the part before up to `end`, a byte offset in the file. */
interface Part {
  end: number
  readonly columns: number
}

/**
 * Comma-separated values (RFC 4180 with line feeds) with a header. Rows are as wide as the channels known when they are
 * written; when channels came later, the file is copied once at the end, under the full header, its older rows filled up
 * with empty fields.
 * @throws SignalboxError `storage` when the place cannot be written.
 */
export async function openCsvTable(path: string): Promise<ResultTable> {
  const file = await openOutputFile(path)
  const parts: Part[] = []
  let columns: string[] = ['time']
  let headerEnd = 0
  let length = 0

  async function put(text: string): Promise<void> {
    await file.write(text)
    length += Buffer.byteLength(text)
  }

  async function widen(channels: Batch['channels']): Promise<void> {
    const known = (columns.length - 1) / (1 + derivedColumns.length)
    const names = channels.slice(known).map(({ name }) => name)
    columns = [...columns, ...resultColumns(names, columns)]
    if (parts.length === 0) {
      await put(header(columns))
      headerEnd = length
    }
    parts.push({ end: length, columns: columns.length })
  }

  return {
    async write(batch) {
      const width = 1 + batch.channels.length * (1 + derivedColumns.length)
      if (parts.length === 0 || width > columns.length) await widen(batch.channels)
      if (batch.count > 0) await put(rows(batch))
      parts[parts.length - 1].end = length
    },
    async finish() {
      if (parts.length === 0) await put(header(columns))
      if (parts.length < 2) return await file.finish()
      const wide = await openOutputFile(path, 'wide.part')
      try {
        await wide.write(header(columns))
        await copyWidened(file, wide, { parts, start: headerEnd, columns: columns.length })
        await wide.finish()
      } catch (error) {
        await wide.discard()
        throw error
      }
      await file.discard()
    },
    discard: () => file.discard()
  }
}

async function copyWidened(
  from: OutputFile,
  to: OutputFile,
  { parts, start, columns }: { parts: readonly Part[]; start: number; columns: number }
): Promise<void> {
  let at = start
  for (const part of parts) {
    const lineEnd = ','.repeat(columns - part.columns) + '\n'
    if (part.end > at)
      for await (const piece of createReadStream(from.temporary, { start: at, end: part.end - 1, encoding: 'latin1' }))
        await to.write(String(piece).replaceAll('\n', lineEnd))
    at = part.end
  }
}

function header(columns: readonly string[]): string {
  return columns.map(quoted).join(',') + '\n'
}

function rows(batch: Batch): string {
  let text = ''
  for (let row = 0; row < batch.count; row++) {
    text += field(batch.time[row])
    for (let index = 0; index < batch.channels.length; index++) {
      text += `,${field(batch.value[index][row])},${field(batch.mean[index][row])}`
      text += `,${field(batch.deviation[index][row])},${field(batch.score[index][row])}`
      text += `,${batch.anomaly[index][row]},${lights[batch.state[index][row]]}`
    }
    text += '\n'
  }
  return text
}

/** Shortest text that reads back as the same number; empty for NaN. */
function field(value: number): string {
  return Number.isNaN(value) ? '' : String(value)
}

function quoted(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name
}
