import { describe, expect, it } from 'vitest'
import { bytesOf, chunkOf, feed, feedItems } from './feed'

describe('label:value lines', () => {
  it.each(['\t', ',', ' ', ', ', '; '])('hold pairs with %j between them', mark => {
    const fed = feed(
      [`Value:377${mark}AVG5:431.01`, `Value:338${mark}AVG5:408.81`, `Value:392${mark}AVG5:395.85`].join('\n')
    )
    expect(fed.names).toEqual(['Value', 'AVG5'])
    expect(fed.rows[2]).toEqual([392, 395.85])
    expect(fed.rows).toHaveLength(3)
    expect(fed.decoder.status).toMatchObject({ name: 'labels', detail: '2 names' })
  })

  it('may have labels with spaces, spaces around the colon, and units', () => {
    const fed = feed('Label 1:10 Label 2:20\nLabel 1 : 11 Label 2 : 21\nLabel 1:12 Label 2:22\n')
    expect(fed.names).toEqual(['Label 1', 'Label 2'])
    expect(fed.rows).toEqual([
      [10, 20],
      [11, 21],
      [12, 22]
    ])
    expect(feed('Temp (°C):1\nTemp (°C):2\nTemp (°C):3\n')).toMatchObject({ names: ['Temp'], units: ['°C'] })
  })

  it('become one row a cycle when each line holds one pair', () => {
    const fed = feed('a:1\nb:2\nc:3\n'.repeat(3))
    expect(fed.rows).toEqual(Array(3).fill([1, 2, 3]))
  })

  it('become a row as soon as the cycle is complete', () => {
    const fed = feedItems([chunkOf('a:1\nb:2\na:3\nb:4\na:5\nb:6\n', 1000)])
    expect(fed.rows).toEqual([
      [1, 2],
      [3, 4],
      [5, 6]
    ])
  })

  it('gain channels that come later, and leave out those that stop', () => {
    const fed = feed('a:1\nb:2\n'.repeat(3) + 'a:1\nb:2\nc:3\n'.repeat(3) + 'a:5\n'.repeat(3))
    expect(fed.names).toEqual(['a', 'b', 'c'])
    expect(fed.rows.slice(0, 4)).toEqual(Array(4).fill([1, 2, NaN]))
    expect(fed.rows.at(-1)).toEqual([5, NaN, NaN])
    expect(fed.rows.filter(row => row[2] === 3)).toHaveLength(3)
    expect(fed.rows.filter(row => row[0] === 5)).toHaveLength(3)
  })

  it('are rejected as a whole when a value is no number or a name is missing', () => {
    const fed = feed('a:1,b:2\na:3,b:4\na:5,b:x\na:,b:1\n:7,b:8\nHello world\na:9,b:10\n')
    expect(fed.reasons).toEqual(['not-a-number', 'not-a-number', 'empty-name', 'malformed'])
    expect(fed.rows.map(row => row[0])).toEqual([1, 3, 9])
    expect(fed.names).toEqual(['a', 'b'])
  })

  it('are rejected when a name is not UTF-8', () => {
    const text = bytesOf('a:1,b:2\n'.repeat(3) + '#:1,b:2\n')
    text[24] = 0xff
    expect(feed(text).reasons).toEqual(['invalid-utf8'])
  })

  it('make no channel of a first name that lost its beginning', () => {
    const multi = feed('mp:1,hum:2\ntemp:3,hum:4\ntemp:5,hum:6\n')
    expect(multi.names).toEqual(['temp', 'hum'])
    expect(multi.reasons).toEqual(['starts-mid-line'])
    const single = feed('mp:1\nhum:2\ntemp:3\nhum:4\ntemp:5\n')
    expect(single.names).toEqual(['hum', 'temp'])
    expect(single.reasons).toEqual(['starts-mid-line'])
  })

  it('make no channel of a name damaged on the way, once the names are known', () => {
    const fed = feed('temp:1,hum:2\n'.repeat(30) + 'tmp:3,hum:4\ntemp:5,h:6\n' + 'temp:7,hum:8\n'.repeat(3))
    expect(fed.names).toEqual(['temp', 'hum'])
    expect(fed.reasons).toEqual(['malformed', 'malformed'])
    expect(fed.rows).toHaveLength(33)
  })

  it('believe a new name that comes twice', () => {
    const fed = feed('a:1,b:2\n'.repeat(30) + 'a:1,b:2,c:3\n'.repeat(3))
    expect(fed.names).toEqual(['a', 'b', 'c'])
    expect(fed.reasons).toEqual(['malformed'])
    expect(fed.rows).toHaveLength(32)
  })
})

describe('key=value lines', () => {
  it.each([',', ' ', ';', '\t', ', '])('hold pairs with %j between them', mark => {
    const fed = feed(`temperature=22.5${mark}humidity=60.3${mark}pressure=1013\n`.repeat(3))
    expect(fed.names).toEqual(['temperature', 'humidity', 'pressure'])
    expect(fed.rows).toEqual(Array(3).fill([22.5, 60.3, 1013]))
    expect(fed.decoder.status.name).toBe('keyvalue')
  })

  it('never touch the prototype of anything', () => {
    const fed = feed('__proto__=1,constructor=2\n'.repeat(3))
    expect(fed.names).toEqual(['__proto__', 'constructor'])
    expect(fed.rows).toHaveLength(3)
    expect('polluted' in {}).toBe(false)
  })
})
