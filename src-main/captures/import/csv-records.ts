import { CsvError, parse, type Parser } from 'csv-parse'
import type { ImportPlan } from '@shared/model/import'
import { csvOptions, fieldsOf } from './csv-options'
import type { ImportTally } from './tally'

/**
 * Reads records out of whole lines and hands each with its line to `take`. Yields after every piece, so that what they
 * came to can be fetched; nothing is queued in between. A quote that is opened and not closed within a megabyte costs the
 * rows up to the end of its piece, and is counted.
 */
export async function* csvRecords(
  pieces: AsyncIterable<Uint8Array>,
  { plan, tally }: { plan: ImportPlan; tally: ImportTally },
  take: (record: readonly string[], line: number) => void
): AsyncGenerator<void, void, void> {
  let parser = createParser(0)
  let lines = 0

  function createParser(before: number): Parser {
    const created = parse({
      ...csvOptions(plan),
      info: false,
      on_record: (record: string[], { lines: line }) => {
        take(fieldsOf(record, plan.separator), before + line)
        // Nothing is handed on: a record as an item of a stream costs more than reading it.
        return null
      }
    })
    // Told where it was written to.
    created.on('error', () => undefined)
    created.resume()
    return created
  }

  function recover(error: unknown): void {
    if (!(error instanceof CsvError)) throw error
    tally.reject('unclosed-quote', lines + 1, 'a quote is opened and not closed; the rows after it are not read')
    parser = createParser(lines)
  }

  for await (const piece of pieces) {
    const before = lines
    await new Promise<void>((done, failed) => {
      parser.write(piece, error => (error ? failed(error) : done()))
    }).catch(recover)
    lines = before + newLines(piece)
    yield
  }
  await new Promise<void>((done, failed) => {
    parser.once('error', failed)
    parser.once('end', done)
    parser.end()
  }).catch(recover)
  yield
}

function newLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++
  return count
}
