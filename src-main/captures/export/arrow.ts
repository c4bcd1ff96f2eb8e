import {
  AsyncByteQueue,
  type Data,
  Field,
  Float64,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  Uint8,
  Utf8,
  vectorFromArray
} from 'apache-arrow'
import { lights } from '@shared/model/batch'
import type { ExportColumn } from './export-column'
import type { ExportJob, ExportPiece, ExportWriter } from './export-job'
import { type Page, readPages } from './read-pages'
import { sizeOfNumbers } from './size-of-numbers'

/** Apache Arrow's IPC file (Feather, version 2): columns as they lie in memory, units in the fields' metadata. */
export const arrow: ExportWriter = {
  estimate: job => 1.1 * sizeOfNumbers(job.source) + job.source.rows * 10 * lightsOf(job),
  write: async (job, output) => ({ rows: await output.write(arrowFile(job)) })
}

const lightsOf = ({ source }: ExportJob): number => source.columns.filter(({ kind }) => kind === 'light').length

/** Keeps what Arrow's writer gives it until it is taken; its own queue waits for a reader of its own. */
class Pieces extends AsyncByteQueue {
  private pieces: Uint8Array[] = []

  override write(piece: Uint8Array): void {
    if (piece.byteLength > 0) this.pieces.push(Uint8Array.from(piece))
  }

  take(): Uint8Array {
    const bytes = Buffer.concat(this.pieces)
    this.pieces = []
    return bytes
  }
}

async function* arrowFile(job: ExportJob): AsyncGenerator<ExportPiece> {
  const schema = schemaOf(job)
  const sink = new Pieces()
  const writer = new RecordBatchFileWriter()
  writer.reset(sink, schema)
  for await (const page of readPages(job)) {
    writer.write(batchOf(page, job.source.columns, schema))
    yield { bytes: sink.take(), rows: page.rows }
  }
  writer.finish()
  yield { bytes: sink.take(), rows: 0 }
}

function schemaOf({ source: { columns }, about }: ExportJob): Schema {
  const types = { number: () => new Float64(), flag: () => new Uint8(), light: () => new Utf8() }
  const time = new Field('time', new Float64(), false, new Map([['unit', 'ms since 1970-01-01T00:00:00Z']]))
  const fields = columns.map(
    ({ column, kind, unit, name }) =>
      new Field(
        column,
        types[kind](),
        true,
        new Map([
          ['unit', unit],
          ['channel', name]
        ])
      )
  )
  return new Schema([time, ...fields], new Map(Object.entries(about)))
}

function batchOf({ rows, time, columns }: Page, described: readonly ExportColumn[], schema: Schema): RecordBatch {
  const children = described.map(({ kind }, at) => dataOf(columns[at], kind))
  const times = makeData({ type: new Float64(), length: rows, nullCount: 0, data: time.slice() })
  return new RecordBatch(
    schema,
    makeData({ type: new Struct(schema.fields), length: rows, nullCount: 0, children: [times, ...children] })
  )
}

function dataOf(column: Float64Array, kind: ExportColumn['kind']): Data {
  if (kind === 'light') {
    const words = Array.from(column, code => (Number.isNaN(code) ? null : lights[code]))
    return vectorFromArray(words, new Utf8()).data[0]
  }
  const { nullBitmap, nullCount } = validity(column)
  const shared = { length: column.length, nullCount, nullBitmap }
  return kind === 'flag'
    ? makeData({ type: new Uint8(), ...shared, data: Uint8Array.from(column) })
    : makeData({ type: new Float64(), ...shared, data: Float64Array.from(column) })
}

/** A bit a row, least significant first; unset where there is no value. */
function validity(column: Float64Array): { nullBitmap: Uint8Array; nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(column.length / 8))
  let nullCount = 0
  for (const [row, value] of column.entries())
    if (Number.isNaN(value)) nullCount++
    else nullBitmap[row >> 3] |= 1 << (row & 7)
  return { nullBitmap, nullCount }
}
