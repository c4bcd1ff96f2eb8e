import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { identifier, literal } from '../column-names'
import { rangeCondition } from '../file/export-sql'
import type { ExportJob, ExportOutput, ExportWriter } from './export-job'
import { sizeOfNumbers } from './size-of-numbers'

/** A DuckDB database with `samples`, `channels` and `events`: a capture without its raw bytes. */
export const duckdb: ExportWriter = {
  estimate: ({ source }) => sizeOfNumbers(source),
  async write(job, output) {
    // DuckDB takes no empty file for a database.
    await rm(output.path)
    const rows = await inDatabase(job.source.connection, output, name =>
      output.run(job.source.connection, samplesStatement(job, name))
    )
    await inDatabase(job.capture, output, async name => {
      for (const statement of otherStatements(job, name)) await job.capture.run(statement)
    })
    return { rows }
  }
}

/** Works with the file attached under a name that nothing else has, and lets go of it. */
async function inDatabase<T>(
  connection: DuckDBConnection,
  { path }: ExportOutput,
  work: (name: string) => Promise<T>
): Promise<T> {
  const name = identifier(`export ${randomBytes(8).toString('hex')}`)
  await connection.run(`ATTACH ${literal(path)} AS ${name}`)
  try {
    const result = await work(name)
    await connection.run(`CHECKPOINT ${name}`)
    return result
  } finally {
    await connection.run(`DETACH ${name}`).catch(() => undefined)
  }
}

function samplesStatement({ source: { columns, from } }: ExportJob, name: string): string {
  const select = ['CAST(sample AS BIGINT) AS sample', 'time', ...columns.map(({ column }) => identifier(column))]
  return `CREATE TABLE ${name}.samples AS SELECT ${select.join(', ')} FROM ${from}`
}

function otherStatements({ source: { columns }, order }: ExportJob, name: string): string[] {
  const rows = columns.map(
    ({ name: channel, unit, column }, index) => `(${[index, ...[channel, unit, column].map(literal)].join(', ')})`
  )
  return [
    `CREATE TABLE ${name}.channels (index INTEGER, name VARCHAR, unit VARCHAR, "column" VARCHAR)`,
    ...(rows.length > 0 ? [`INSERT INTO ${name}.channels VALUES ${rows.join(', ')}`] : []),
    `CREATE TABLE ${name}.events AS SELECT time, kind, channel, data FROM events${rangeCondition(order)}`
  ]
}
