import { readFile } from 'node:fs/promises'
import { DuckDBInstance } from '@duckdb/node-api'

/** A row of a file that `process` wrote; null where there is no value. */
export type Row = Readonly<Record<string, number | string | null>>

/** Reads a result back, by readers that are not ours where there are any: DuckDB for Parquet. */
export async function rowsOf(path: string): Promise<Row[]> {
  if (path.endsWith('.jsonl'))
    return (await readFile(path, 'utf8'))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Row)
  if (path.endsWith('.csv')) {
    const [header, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n')
    const names = header.split(',')
    return lines.map(line => {
      const fields = line.split(',')
      return Object.fromEntries(names.map((name, at) => [name, csvValue(fields[at])]))
    })
  }
  const connection = await (await DuckDBInstance.create()).connect()
  const result = await connection.runAndReadAll(`SELECT * FROM read_parquet('${path}')`)
  connection.closeSync()
  return result.getRowObjects() as Row[]
}

function csvValue(field: string): number | string | null {
  return field === '' ? null : Number.isNaN(Number(field)) ? field : Number(field)
}
