import { describe, expect, it } from 'vitest'
import { createDecoder, createRejectList } from '@main/decoders'
import { bytesOf, chunkOf, ended, feed, feedItems } from './feed'

describe('separated numbers', () => {
  it.each([
    ['comma', ','],
    ['comma', ', '],
    ['semicolon', ';'],
    ['tab', '\t'],
    ['space', ' '],
    ['space', '   ']
  ])('are read with %s (%j) between them, and unnamed columns are called ch1, ch2, ...', (name, mark) => {
    const fed = feed(
      ['1', '2.5', '-3'].join(mark) + '\n' + ['4', '5', '6e2'].join(mark) + '\n' + ['7', '8', '9'].join(mark)
    )
    expect(fed.names).toEqual(['ch1', 'ch2', 'ch3'])
    expect(fed.rows).toEqual([
      [1, 2.5, -3],
      [4, 5, 600],
      [7, 8, 9]
    ])
    expect(fed.rejects).toEqual([])
    expect(fed.decoder.status).toMatchObject({ choice: 'auto', name: 'separated', detail: `${name}, 3 columns` })
  })

  it('take names and units from the header', () => {
    const fed = feed('Time (s),"Temp, outside [°C]",Speed\n0,1,2\n1,2,3\n')
    expect(fed.names).toEqual(['Time', 'Temp, outside', 'Speed'])
    expect(fed.units).toEqual(['s', '°C', ''])
    expect(fed.rows).toHaveLength(2)
    expect(fed.decoder.status.detail).toBe('comma, header with 3 names')
  })

  it('keep the whole label where two columns differ only in the bracket, and tell equal labels apart', () => {
    expect(feed('acc (x),acc (y),t,t\n1,2,3,4\n1,2,3,4\n').names).toEqual(['acc (x)', 'acc (y)', 't', 't_2'])
  })

  it('ignore the header when it comes again after a board reset', () => {
    const fed = feed('a,b\n1,2\n3,4\na,b\n5,6\n')
    expect(fed.rows.map(row => row[0])).toEqual([1, 3, 5])
    expect(fed.rejects).toEqual([])
    expect(fed.names).toEqual(['a', 'b'])
  })

  it('rename the columns in place when the header comes after unnamed rows', () => {
    const fed = feed('1,2\n3,4\n5,6\nvolts (V),amps (A)\n7,8\n')
    expect(fed.names).toEqual(['volts', 'amps'])
    expect(fed.units).toEqual(['V', 'A'])
    expect(fed.rows).toHaveLength(4)
    expect(fed.events.filter(event => event.kind === 'channels').map(event => event.names)).toEqual([
      ['ch1', 'ch2'],
      ['volts', 'amps']
    ])
  })

  it("take Arduino's label-only line as the header", () => {
    const fed = feed('Label 1:\n10\n11\n12\n')
    expect(fed.names).toEqual(['Label 1'])
    expect(fed.rows).toEqual([[10], [11], [12]])
    expect(feed('A:\tB:\n1\t2\n3\t4\n').names).toEqual(['A', 'B'])
  })

  it('reject the whole line when one field is not a number', () => {
    const fed = feed('1,2,3\n4,5,6\n1,na,na\n1,,3\nabc,2,3\n0x10,2,3\n7,8,9\n')
    expect(fed.rows).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9]
    ])
    expect(fed.reasons).toEqual(['not-a-number', 'not-a-number', 'not-a-number', 'not-a-number'])
    expect(fed.rejects[0]).toMatchObject({ text: '1,na,na', detail: 'field 2 is "na"', time: 1000 })
    expect(fed.names).toHaveLength(3)
  })

  it('know nan and inf in any case', () => {
    const fed = feed('1,2,3\n4,5,6\nnan,NaN,NAN\ninf,-Infinity,+INF\n')
    expect(fed.rows.slice(2)).toEqual([
      [NaN, NaN, NaN],
      [Infinity, -Infinity, Infinity]
    ])
    expect(fed.rejects).toEqual([])
  })

  it('reject lines with too few or too many fields', () => {
    const fed = feed('1,2,3\n4,5,6\n1,2\n1,2,3,4\n7,8,9\n')
    expect(fed.reasons).toEqual(['wrong-field-count', 'wrong-field-count'])
    expect(fed.rejects[0].detail).toBe('2 fields instead of 3')
    expect(fed.rows).toHaveLength(3)
  })

  it('gain channels when three lines in a row have the same larger number of fields', () => {
    const fed = feed('a,b\n1,2\n1,2\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n')
    expect(fed.names).toEqual(['a', 'b', 'ch3'])
    expect(fed.rows).toEqual([
      [1, 2, NaN],
      [1, 2, NaN],
      [1, 2, 3],
      [1, 2, 3]
    ])
    expect(fed.reasons).toEqual(['wrong-field-count', 'wrong-field-count'])
  })

  it('reject the first line when it lost its beginning', () => {
    const fed = feed('.2,5.6\n1,2,3\n4,5,6\n')
    expect(fed.reasons).toEqual(['starts-mid-line'])
    expect(fed.rows).toHaveLength(2)
    expect(fed.names).toHaveLength(3)
  })

  it('ignore blank lines, comments, a byte order mark and one separator too many', () => {
    const fed = feed('\ufeff# made by a logger\n\r\na,b\r\n\r\n1,2\r\n# note\r\n3,4,\r\n 5 , 6 \r\n')
    expect(fed.rows).toEqual([
      [1, 2],
      [3, 4],
      [5, 6]
    ])
    expect(fed.names).toEqual(['a', 'b'])
    expect(fed.rejects).toEqual([])
  })

  it.each(['\n', '\r\n', '\r'])('end their lines with %j', end => {
    const fed = feed(['x,y', '1,2', '3,4', '5,6', ''].join(end))
    expect(fed.rows).toEqual([
      [1, 2],
      [3, 4],
      [5, 6]
    ])
  })

  it('reject a header that is not UTF-8, and read on without names', () => {
    const text = bytesOf('Temp #C,b\n1,2\n3,4\n')
    text[5] = 0xb0
    const fed = feed(text)
    expect(fed.names).toEqual(['ch1', 'ch2'])
    expect(fed.reasons).toEqual(['invalid-utf8'])
    expect(fed.rejects[0].text).toBe('Temp \\xb0C,b')
  })

  it('hold 300 columns, and refuse more than 1,024', () => {
    const line = (count: number): string => Array.from({ length: count }, (_, index) => index + 0.5).join(',') + '\n'
    const fed = feed(line(300).repeat(5))
    expect(fed.names).toHaveLength(300)
    expect(fed.rows).toHaveLength(5)
    expect(fed.rows[4][299]).toBe(299.5)
    const many = feed(line(1025).repeat(4))
    expect(many.names).toHaveLength(0)
    expect(many.reasons).toEqual(Array(4).fill('too-many-channels'))
  })

  it('replace the channel table only when a channel appears', () => {
    const decoder = createDecoder({ format: 'separated', byteTime: 0, rejects: createRejectList() })
    const tables = ['1,2\n3,4\n', '5,6\n', '1,2,3\n1,2,3\n1,2,3\n'].map(text =>
      decoder.send(chunkOf(text, 1)).flatMap(item => (item.kind === 'batch' ? [item.channels] : []))
    )
    expect(tables[0][0]).toBe(tables[1][0])
    expect(tables[2].at(-1)).not.toBe(tables[1][0])
    expect(tables[1][0]).toHaveLength(2)
    expect(tables[2].at(-1)?.map(channel => channel.index)).toEqual([0, 1, 2])
  })

  it('use the same storage again for the next batch', () => {
    const decoder = createDecoder({ format: 'separated', byteTime: 0, rejects: createRejectList() })
    decoder.send(chunkOf('1,2\n3,4\n', 1))
    const columns = ['5,6\n', '7,8\n']
      .map(text => decoder.send(chunkOf(text, 1))[0])
      .map(item => 'value' in item && item.value)
    expect(columns[0]).toBe(columns[1])
  })

  it('notice that the board now sends fewer columns, and another separator', () => {
    const fed = feed('1,2,3\n'.repeat(10) + '1,2\n'.repeat(60))
    expect(fed.rows).toHaveLength(20)
    expect(fed.rows[19]).toEqual([1, 2, NaN])
    const other = feed('a,b\n' + '1,2\n'.repeat(10) + '3;4\n'.repeat(60))
    expect(other.names).toEqual(['a', 'b'])
    expect(other.rows).toHaveLength(20)
  })

  it('look sooner for more columns where there was only one', () => {
    const fed = feed('1\n'.repeat(5) + '1;2\n'.repeat(30))
    expect(fed.rows).toHaveLength(25)
    expect(fed.rows.at(-1)).toEqual([1, 2])
    expect(fed.reasons).toEqual(Array(10).fill('not-a-number'))
  })

  it('take the header of a device that came back with other columns', () => {
    const fed = feedItems([
      chunkOf('a,b\n1,2\n3,4\n5,', 1000),
      { kind: 'disconnected', time: 1001, device: 'x', reason: 'unplugged', bytes: 12 },
      { kind: 'connected', time: 2000, device: 'x' },
      chunkOf('boot\nb,c\n7,8\n9,10\n', 2010),
      ended
    ])
    expect(fed.names).toEqual(['a', 'b', 'c'])
    expect(fed.rows).toEqual([
      [1, 2, NaN],
      [3, 4, NaN],
      [NaN, 7, 8],
      [NaN, 9, 10]
    ])
    expect(fed.reasons).toEqual(['cut-by-gap', 'starts-mid-line'])
  })
})
