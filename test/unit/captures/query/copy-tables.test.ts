import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CaptureFile } from '@main/captures/file/capture-file'
import { rowsOf } from '@main/captures/file/database'
import { copyTables } from '@main/captures/query/copy-tables'
import type { QuerySource } from '@main/captures/query/messages'
import { openSandbox, openSource } from '@main/captures/query/sandbox'
import { recordOptions, temporaryFolder } from '../temporary-store'

const folder = temporaryFolder()
const signal = new AbortController().signal
let file: CaptureFile
let connection: DuckDBConnection

/** 10,000 samples of a channel, in a capture that is still being written. */
beforeAll(async () => {
  file = await CaptureFile.open(join(folder.path, 'c.duckdb'), 'c', recordOptions)
  await file.setChannels([{ index: 0, name: 'a', unit: '' }])
  connection = await file.connect()
  await connection.run('INSERT INTO samples SELECT i, i * 10, i / 4 FROM range(10000) t(i)')
})
afterAll(async () => {
  connection.closeSync()
  await file.close()
  folder.remove()
})

type Copies = Extract<QuerySource, { kind: 'copies' }>
const copiesOf = async (needs: Parameters<typeof copyTables>[1], mostValues?: number): Promise<Copies> =>
  (await copyTables(connection, needs, { signal, mostValues })) as Copies

async function answer(source: Copies, sql: string): Promise<unknown> {
  const sandbox = await openSandbox(64)
  await openSource(sandbox, source)
  const rows = await rowsOf(sandbox, sql)
  sandbox.closeSync()
  return rows
}

describe('the copies a query is given of a capture being recorded', () => {
  test('hold the rows of the tables it names, and every other table empty', async () => {
    const source = await copiesOf({ tables: ['samples'], columns: null })
    expect(readdirSync(source.folder)).toEqual(['samples.parquet'])
    expect(await answer(source, 'SELECT count(*)::INT, max(sample)::INT, max(a) FROM samples')).toEqual([
      [10_000, 9999, 2499.75]
    ])
    expect(await answer(source, 'SELECT count(*)::INT FROM meta')).toEqual([[0]])
    expect(source.newest).toEqual([])
    rmSync(source.folder, { recursive: true })
  })

  test('hold only the columns it names', async () => {
    const source = await copiesOf({ tables: ['samples'], columns: ['a', 'nonsense'] })
    expect(await answer(source, 'SELECT * FROM samples LIMIT 1')).toEqual([[0]])
    rmSync(source.folder, { recursive: true })
  })

  test('hold the newest rows where all would be too many, and say so', async () => {
    const source = await copiesOf({ tables: ['samples'], columns: ['sample', 'a'] }, 2000)
    expect(source.newest).toEqual([{ table: 'samples', rows: 1000, of: 10_000 }])
    expect(await answer(source, 'SELECT count(*)::INT, min(sample)::INT, max(sample)::INT FROM samples')).toEqual([
      [1000, 9000, 9999]
    ])
    rmSync(source.folder, { recursive: true })
  })

  test('are all a query can read', async () => {
    const source = await copiesOf({ tables: ['samples'], columns: null })
    await expect(answer(source, `FROM '${join(folder.path, 'c.duckdb')}'`)).rejects.toThrow()
    await expect(answer(source, "FROM read_text('/etc/passwd')")).rejects.toThrow(/disabled/)
    rmSync(source.folder, { recursive: true })
    expect(existsSync(source.folder)).toBe(false)
  })

  test('leave the writing its memory as it was', async () => {
    const limit = (): Promise<unknown> => rowsOf(connection, "SELECT current_setting('memory_limit')")
    const before = await limit()
    const source = await copiesOf({ tables: ['samples'], columns: null })
    expect(await limit()).toEqual(before)
    rmSync(source.folder, { recursive: true })
  })
})
