import { Command, InvalidArgumentError, Option } from 'commander'
import { SignalboxError } from '@shared/base/errors'
import type { CaptureStore } from '../../captures/store'
import {
  BesideCapture,
  type CaptureSchema,
  longestQuery,
  mostQuerySeconds,
  type QueryCell,
  type QueryRequest,
  usualQuerySeconds
} from '@shared/model/query'
import { withCaptures } from './capture-folder'
import { interruption } from './interruption'
import { type QueryForm, queryWriter } from './query-text'
import { writeAll } from './write-all'

interface SqlFlags {
  readonly data?: string
  readonly json?: boolean
  readonly csv?: boolean
  readonly limit: number
  readonly timeout: number
  readonly schema?: boolean
  readonly with: BesideCapture[]
}

export function sqlCommand({ recorder }: { recorder: URL }): Command {
  return new Command('sql')
    .description('ask a recording in SQL; it is only read')
    .argument('<capture>', 'its id, see `signalbox captures`')
    .argument('[query]', 'one statement that reads, such as "SELECT * FROM samples LIMIT 10"')
    .option('--with <name=capture>', 'a second recording, whose tables are name.samples ...; repeatable', addBeside, [])
    .option('--data <folder>', 'the data folder')
    .addOption(new Option('--csv', 'comma-separated values; the usual form but on a terminal').conflicts('json'))
    .option('--json', 'one JSON object a row')
    .option('--limit <rows>', 'rows, then it ends', rowCount, Infinity)
    .option('--timeout <seconds>', 'seconds the query may work', seconds, usualQuerySeconds)
    .option('--schema', 'the tables and their columns instead')
    .action(async (capture: string, query: string | undefined, flags: SqlFlags) => {
      const signal = interruption()
      const request = { capture, beside: flags.with, sql: sqlOf(query, flags), seconds: flags.timeout }
      await withCaptures({ data: flags.data, recorder }, async store => {
        const text = flags.schema
          ? schemaText(store, capture, flags, signal)
          : answerText(store, request, flags, signal)
        await writeAll(process.stdout, text, { name: 'standard output', signal })
      })
    })
}

function sqlOf(query: string | undefined, { schema }: SqlFlags): string {
  if (query === undefined && !schema)
    throw new SignalboxError('bad-input', 'there is no query', { remedy: 'Give one after the capture, or --schema.' })
  if (query !== undefined && query.length > longestQuery)
    throw new SignalboxError('bad-input', `the query has ${query.length} characters`, {
      remedy: `It may have ${longestQuery}.`
    })
  return query ?? ''
}

/** The answer page by page: the query works no further ahead than what is taken. */
async function* answerText(
  store: CaptureStore,
  request: QueryRequest,
  flags: SqlFlags,
  signal: AbortSignal
): AsyncGenerator<Buffer, void, void> {
  let writer: ReturnType<typeof queryWriter> | undefined
  let left = flags.limit
  for await (const page of store.query(request, signal)) {
    const rows = (JSON.parse(page.rows) as QueryCell[][]).slice(0, left)
    const head = writer ? '' : (writer = queryWriter(formOf(flags), page.columns, rows)).head
    left -= rows.length
    yield Buffer.from(head + rows.map(writer.row).join(''))
    if (left <= 0) return
  }
}

async function* schemaText(
  store: CaptureStore,
  capture: string,
  { json }: SqlFlags,
  signal: AbortSignal
): AsyncGenerator<Buffer, void, void> {
  const schema = await store.schema(capture, signal)
  yield Buffer.from(json ? `${JSON.stringify(schema)}\n` : schema.tables.map(tableText).join('\n'))
}

function tableText({ name, rows, columns }: CaptureSchema['tables'][number]): string {
  const lines = columns.map(column => `  ${column.name}  ${column.type}${column.unit && `  ${column.unit}`}\n`)
  return `${name}  ${rows} rows\n${lines.join('')}`
}

function formOf({ csv, json }: SqlFlags): QueryForm {
  if (json) return 'json'
  return csv || !process.stdout.isTTY ? 'csv' : 'table'
}

function addBeside(text: string, before: readonly BesideCapture[]): BesideCapture[] {
  const [, name, capture] = /^([^=]*)=(.*)$/.exec(text) ?? []
  if (capture === undefined) throw new InvalidArgumentError('Write it as NAME=CAPTURE, such as before=ID.')
  const beside = BesideCapture.safeParse({ name, capture })
  if (beside.success) return [...before, beside.data]
  const [{ path, message }] = beside.error.issues
  throw new InvalidArgumentError(`The ${path[0] === 'name' ? 'name' : "capture's id"}: ${message}.`)
}

function rowCount(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number from 1 on.')
}

function seconds(text: string): number {
  const number = Number(text)
  if (text.trim() !== '' && number >= 1 && number <= mostQuerySeconds) return number
  throw new InvalidArgumentError(`It must be a number from 1 to ${mostQuerySeconds}.`)
}
