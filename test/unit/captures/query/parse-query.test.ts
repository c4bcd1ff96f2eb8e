import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '@main/captures/file/database'
import { literal } from '@main/captures/column-names'
import { parseQuery } from '@main/captures/query/parse-query'

let connection: DuckDBConnection
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
})
afterAll(() => connection.closeSync())

const secret = '/tmp/secret.csv'
const written = '/tmp/written'

function verdict(sql: string): Promise<string> {
  return parseQuery(connection, sql).then(
    () => 'allowed',
    (error: { code: string }) => error.code
  )
}

describe('what reads anything but the capture is refused', () => {
  test.each([
    `FROM '${secret}'`,
    `FROM "${secret}"`,
    `SELECT * FROM read_csv('${secret}')`,
    `SELECT * FROM read_text('${secret}')`,
    `SELECT * FROM read_blob('/etc/passwd')`,
    `SELECT * FROM glob('/*')`,
    `SELECT (SELECT count(*) FROM '${secret}')`,
    `WITH x AS (FROM '${secret}') SELECT 1`,
    `WITH "${secret}" AS (SELECT 1), y AS (SELECT 2) FROM "${secret}"`,
    `SUMMARIZE '${secret}'`,
    `DESCRIBE '${secret}'`,
    `EXPLAIN ANALYZE FROM '${secret}'`,
    `SELECT 1 WHERE EXISTS (FROM sniff_csv('${secret}'))`,
    `FROM query('FROM ''${secret}''')`,
    `FROM query_table('${secret}')`,
    `FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))`,
    `FROM histogram('${secret}', a)`,
    `FROM samples UNION ALL FROM '${secret}'`,
    `FROM samples JOIN '${secret}' ON true`,
    `FROM samples PIVOT (sum(Temp) FOR sample IN (FROM '${secret}'))`,
    `SELECT * FROM duckdb_settings()`,
    `SELECT * FROM which_secret('s3://a', 's3')`
  ])('%s', async sql => {
    expect(await verdict(sql)).not.toBe('allowed')
  })

  test('every table function but the harmless ones', async () => {
    const rows = await rowsOf(
      connection,
      "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('table', 'table_macro')"
    )
    const allowed: string[] = []
    for (const [name] of rows)
      if ((await verdict(`SELECT * FROM ${String(name)}('x')`)) === 'allowed') allowed.push(String(name))
    expect(allowed.sort()).toEqual(
      [
        ...['duckdb_columns', 'duckdb_functions', 'duckdb_tables', 'generate_series', 'json_each', 'json_tree'],
        ...['pragma_table_info', 'range', 'unnest']
      ].sort()
    )
  })

  test('every name of a table that could be a file, wherever it stands', async () => {
    const places = [
      (name: string) => `FROM ${name}`,
      (name: string) => `SELECT (SELECT 1 FROM ${name})`,
      (name: string) => `SELECT 1 WHERE 1 IN (FROM ${name})`,
      (name: string) => `WITH a AS (FROM ${name}) FROM a`,
      (name: string) => `FROM samples ORDER BY (SELECT 1 FROM ${name})`,
      (name: string) => `FROM samples JOIN ${name} ON true`,
      (name: string) => `FROM samples EXCEPT FROM ${name}`,
      (name: string) => `SELECT [x FOR x IN (SELECT list(1) FROM ${name})]`,
      (name: string) => `SELECT sum(sample) OVER (ORDER BY (SELECT 1 FROM ${name})) FROM samples`,
      (name: string) => `EXPLAIN FROM ${name}`,
      (name: string) => `SUMMARIZE ${name}`
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.string({ minLength: 1, maxLength: 12 }).filter(name => !/^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name)),
        async (place, name) => {
          expect(await verdict(place(literal(name)))).not.toBe('allowed')
          expect(await verdict(place(`"${name.replaceAll('"', '""')}.csv"`))).not.toBe('allowed')
        }
      ),
      { numRuns: 300 }
    )
  })
})

describe('what changes anything is refused', () => {
  test.each([
    `COPY samples TO '${written}/a.csv'`,
    `COPY (SELECT 1) TO '${written}/a.parquet' (FORMAT parquet)`,
    `EXPORT DATABASE '${written}/all'`,
    `ATTACH '${written}/a.duckdb' AS a`,
    `ATTACH ':memory:' AS a`,
    'DETACH capture',
    'USE memory',
    'DELETE FROM samples',
    'UPDATE samples SET Temp = 0',
    'INSERT INTO meta VALUES (1, 2)',
    'DROP TABLE samples',
    'ALTER TABLE samples ADD COLUMN x INTEGER',
    'CREATE TABLE x (a INTEGER)',
    'CREATE TEMP TABLE x AS SELECT 1',
    'CREATE MACRO avg(x) AS 1',
    "SET memory_limit = '100GB'",
    'RESET threads',
    'PRAGMA threads = 8',
    'PRAGMA database_list',
    'CALL duckdb_tables()',
    'INSTALL httpfs',
    'LOAD httpfs',
    'CHECKPOINT',
    'FROM checkpoint()',
    'FROM force_checkpoint()',
    `FROM enable_logging(storage = 'file', storage_path = '${written}')`,
    `FROM enable_profiling(save_location = '${written}/profile.json')`,
    'BEGIN',
    'ROLLBACK',
    'VACUUM',
    'PREPARE p AS SELECT 1',
    'SELECT 1; DROP TABLE samples',
    'SELECT 1; SELECT 2',
    'EXPLAIN DELETE FROM samples',
    'EXPLAIN ANALYZE DELETE FROM samples',
    'PIVOT samples ON sample USING sum(Temp)'
  ])('%s', async sql => {
    expect(await verdict(sql)).toBe('forbidden')
  })
})

describe('what a query reads is known before it runs', () => {
  test.each([
    ['SELECT avg(Temp) FROM samples WHERE time > 5', ['samples'], true],
    ['SELECT count(*) FROM events', ['events'], true],
    ['SELECT s.Temp FROM samples s JOIN reads r USING (time)', ['samples', 'reads'], true],
    ['SELECT * FROM samples', ['samples'], false],
    ['SELECT s FROM samples s', ['samples'], false],
    ['SELECT samples FROM samples', ['samples'], false],
    ["SELECT COLUMNS('T.*') FROM samples", ['samples'], false],
    ['SELECT a FROM samples AS t(a, b)', ['samples'], false],
    ['SELECT 1 FROM samples NATURAL JOIN reads', ['samples', 'reads'], false],
    ['FROM samples UNPIVOT (v FOR n IN (Temp, time))', ['samples'], false],
    ['SUMMARIZE samples', ['samples'], false]
  ])('%s', async (sql, tables, named) => {
    const needs = await parseQuery(connection, sql)
    expect(needs.tables).toEqual(tables)
    if (named) expect(needs.columns).toEqual(expect.arrayContaining(sql.includes('Temp') ? ['temp'] : []))
    else expect(needs.columns).toBeNull()
    expect(needs.columns !== null).toBe(named)
  })
})
