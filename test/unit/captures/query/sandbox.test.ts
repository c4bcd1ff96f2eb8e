import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '@main/captures/file/database'
import { openSandbox, openSource } from '@main/captures/query/sandbox'
import { temporaryFolder } from '../temporary-store'

// The second lock, tried without the first: nothing here is parsed or checked before it runs.
const folder = temporaryFolder()
const path = join(folder.path, 'a.duckdb')
const secret = join(folder.path, 'secret.csv')
let connection: DuckDBConnection

beforeAll(async () => {
  const instance = await DuckDBInstance.create(path)
  const writing = await instance.connect()
  await writing.run('CREATE TABLE samples AS SELECT 1 AS sample')
  writing.closeSync()
  instance.closeSync()
  writeFileSync(secret, 'a\n1\n')
  connection = await openSandbox(64)
  await openSource(connection, { kind: 'file', path })
})
afterAll(() => {
  connection.closeSync()
  folder.remove()
})

describe('the instance a query runs in', () => {
  test('has the capture', async () => {
    expect(await rowsOf(connection, 'SELECT sample FROM samples')).toEqual([[1]])
  })

  test.each([
    `SELECT * FROM read_csv('${secret}')`,
    `FROM '${secret}'`,
    `SELECT * FROM read_text('${secret}')`,
    `COPY samples TO '${folder.path}/out.csv'`,
    `ATTACH '${folder.path}/b.duckdb'`,
    'DELETE FROM samples',
    "SET memory_limit = '10GB'",
    'SET enable_external_access = true',
    'SET lock_configuration = false',
    'INSTALL httpfs',
    'LOAD httpfs'
  ])('refuses %s', async sql => {
    await expect(connection.run(sql)).rejects.toThrow(/disabled|locked|read-only|does not exist|cannot/i)
  })

  test('keeps to its memory', async () => {
    await expect(connection.run('SELECT list(i) FROM range(100000000) t(i)')).rejects.toThrow(/out of memory/i)
  })
})
