import { describe, expect, test } from 'vitest'
import type { QueryCell } from '@shared/model/query'
import { queryWriter } from '@main/host/cli/query-text'

const columns = [
  { name: 'n', type: 'DOUBLE' },
  { name: 'text', type: 'VARCHAR' },
  { name: 'n', type: 'BIGINT' }
]
const rows: QueryCell[][] = [
  [1.5, 'a,"b"', 1],
  ['-Infinity', '', '9223372036854775807'],
  [null, null, null]
]
const written = (form: 'csv' | 'json' | 'table'): string => {
  const writer = queryWriter(form, columns, rows)
  return writer.head + rows.map(writer.row).join('')
}

describe('a result on the command line', () => {
  test('as CSV tells NULL from an empty text', () => {
    expect(written('csv')).toBe('n,text,n\n1.5,"a,""b""",1\n-Infinity,"",9223372036854775807\n,,\n')
  })

  test('as JSON lines has an object a row, every column in it', () => {
    expect(written('json').split('\n')).toEqual([
      '{"n":1.5,"text":"a,\\"b\\"","n_2":1}',
      '{"n":-1e999,"text":"","n_2":"9223372036854775807"}',
      '{"n":null,"text":null,"n_2":null}',
      ''
    ])
  })

  test('as a table lines numbers up at the right', () => {
    expect(written('table').split('\n')).toEqual([
      '        n  text                     n',
      '---------  -----  -------------------',
      '      1.5  a,"b"                    1',
      '-Infinity         9223372036854775807',
      '     NULL  NULL                  NULL',
      ''
    ])
  })

  test('lets no control character reach a terminal', () => {
    const writer = queryWriter('table', [{ name: 't', type: 'VARCHAR' }], [['\u001b[31mred\n']])
    expect(writer.row(['\u001b[31mred\n'])).toBe('·[31mred·\n')
  })
})
