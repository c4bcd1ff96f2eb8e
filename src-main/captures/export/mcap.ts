import { type IWritable, McapWriter } from '@mcap/core'
import { lights } from '@shared/model/batch'
import type { ExportColumn } from './export-column'
import type { ExportJob, ExportPiece, ExportWriter } from './export-job'
import { type Page, readPages } from './read-pages'
import { refuseFarTimes } from './refuse-far-times'

/** Bytes of a message: its record's head and text, and its entry in the index. */
const messageSize = 80
/** Measured: 270,000 messages a second, so that a page is four milliseconds. */
const messagesAPage = 1024

/**
 * MCAP: a topic a channel, with messages `{"value": 1.5}` in JSON, by their JSON schema; the unit is in the channel's
 * metadata. Readable by Foxglove, Lichtblick and PlotJuggler.
 */
export const mcap: ExportWriter = {
  estimate: ({ source: { rows, columns } }) => rows * columns.length * messageSize,
  async write(job, output) {
    refuseFarTimes(job, 'MCAP', 0)
    return { rows: await output.write(mcapFile(job)) }
  }
}

async function* mcapFile(job: ExportJob): AsyncGenerator<ExportPiece> {
  const sink = new Pieces()
  const writer = new McapWriter({ writable: sink })
  await writer.start({ profile: '', library: 'signalbox' })
  await writer.addMetadata({ name: 'signalbox', metadata: new Map(Object.entries(job.about)) })
  const channels = await register(writer, job.source.columns)
  let sequence = 0
  for await (const page of readPages(job, messagesAPage)) {
    sequence = await addMessages(writer, { page, channels, columns: job.source.columns, sequence })
    yield { bytes: sink.take(), rows: page.rows }
  }
  await writer.end()
  yield { bytes: sink.take(), rows: 0 }
}

async function register(writer: McapWriter, columns: readonly ExportColumn[]): Promise<number[]> {
  const number = await registerSchema(writer, 'signalbox.Sample', { type: 'number' })
  const text = columns.some(({ kind }) => kind === 'light')
    ? await registerSchema(writer, 'signalbox.Light', { enum: lights })
    : 0
  const ids: number[] = []
  for (const { name, unit, kind } of columns)
    ids.push(
      await writer.registerChannel({
        schemaId: kind === 'light' ? text : number,
        topic: `/${name.replaceAll('.', '/')}`,
        messageEncoding: 'json',
        metadata: new Map([
          ['channel', name],
          ['unit', unit]
        ])
      })
    )
  return ids
}

function registerSchema(writer: McapWriter, name: string, value: object): Promise<number> {
  const schema = { type: 'object', properties: { value } }
  return writer.registerSchema({ name, encoding: 'jsonschema', data: Buffer.from(JSON.stringify(schema)) })
}

interface Messages {
  readonly page: Page
  readonly channels: readonly number[]
  readonly columns: readonly ExportColumn[]
  readonly sequence: number
}

async function addMessages(writer: McapWriter, { page, channels, columns, sequence }: Messages): Promise<number> {
  let next = sequence
  for (let row = 0; row < page.rows; row++) {
    const time = nanoseconds(page.time[row])
    for (const [at, channelId] of channels.entries()) {
      const value = page.columns[at][row]
      if (Number.isNaN(value)) continue
      const data = Buffer.from(`{"value":${valueText(value, columns[at])}}`)
      await writer.addMessage({ channelId, sequence: next, logTime: time, publishTime: time, data })
      next = (next + 1) % 2 ** 32
    }
  }
  return next
}

/** As JSON; it has no infinity, but 1e999 reads back as one. */
function valueText(value: number, { kind }: ExportColumn): string {
  if (kind === 'light') return `"${lights[value]}"`
  if (Object.is(value, -0)) return '-0'
  return Number.isFinite(value) ? String(value) : value > 0 ? '1e999' : '-1e999'
}

/** Exact: a double of ms has steps of 244 ns today. */
function nanoseconds(time: number): bigint {
  const whole = Math.floor(time)
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((time - whole) * 1e6))
}

/** Keeps what the writer gives it until it is taken. */
class Pieces implements IWritable {
  private pieces: Uint8Array[] = []
  private length = 0n

  write(piece: Uint8Array): Promise<void> {
    // The writer uses its buffer again.
    this.pieces.push(Uint8Array.from(piece))
    this.length += BigInt(piece.byteLength)
    return Promise.resolve()
  }

  position(): bigint {
    return this.length
  }

  take(): Uint8Array {
    const bytes = Buffer.concat(this.pieces)
    this.pieces = []
    return bytes
  }
}
