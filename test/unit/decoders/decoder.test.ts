import { describe, expect, it } from 'vitest'
import { createDecoder, createRejectList } from '@main/decoders'
import type { Item } from '@shared/model/item'
import { bytesOf, chunkOf, ended, feed, feedItems } from './feed'

describe('a decoder', () => {
  it('answers nothing to an empty chunk, and hands on what is not for it', () => {
    const decoder = createDecoder({ format: 'auto', byteTime: 0, rejects: createRejectList() })
    expect(decoder.send(chunkOf('', 1))).toEqual([])
    const mark: Item = { kind: 'mark', time: 1, label: 'here' }
    expect(decoder.send(mark)).toEqual([mark])
  })

  it('reads a last line without a line end when the stream ends, and hands the end on last', () => {
    const fed = feed('1,2\n3,4\n5,6')
    expect(fed.rows).toEqual([
      [1, 2],
      [3, 4],
      [5, 6]
    ])
    expect(fed.events.at(-1)).toEqual(ended)
  })

  it('rejects the line cut by a gap, and the rest of a line after it', () => {
    const gap: Item = { kind: 'gap', time: 1020, from: 1010 }
    const fed = feedItems([chunkOf('1,2,3\n4,5,6\n7,8,9\n10,11,', 1000), gap, chunkOf('4,15\n16,17,18\n', 1030), ended])
    expect(fed.rejects).toEqual([
      { time: 1000, reason: 'cut-by-gap', detail: 'the rest of the line was lost', text: '10,11,' },
      { time: 1030, reason: 'starts-mid-line', detail: 'the first line does not fit those after it', text: '4,15' }
    ])
    expect(fed.rows).toHaveLength(4)
    expect(fed.events.filter(event => event.kind === 'gap')).toEqual([gap])
  })

  it('completes a row half assembled before a gap and before the end', () => {
    const fed = feedItems([
      chunkOf('>a:1\n>b:2\n>a:3\n>b:4\n>a:5\n', 1),
      { kind: 'gap', time: 2, from: 1 },
      chunkOf('>a:6\n', 3),
      ended
    ])
    expect(fed.rows).toEqual([
      [1, 2],
      [3, 4],
      [5, NaN],
      [6, NaN]
    ])
  })

  it('gives up a line over 64 KiB with bounded memory and is in step again at the next line end', () => {
    const endless = 'x'.repeat(1_000_000)
    const fed = feed(`1,2\n3,4\n5,6\n${endless}\n7,8\n${'9'.repeat(65_537)}\n1,2\n`)
    expect(fed.reasons).toEqual(['too-long', 'too-long'])
    expect(fed.rejects[0].text).toBe('x'.repeat(200))
    expect(fed.rows).toHaveLength(5)
    const allowed = feed(`1\n2\n3\n${'0'.repeat(65_535)}7\n`)
    expect(allowed.rejects).toEqual([])
    expect(allowed.rows.at(-1)).toEqual([7])
  })

  it('reads a forced format from the first line, and says that it was forced', () => {
    const fed = feedItems([chunkOf('a:1\n', 1)], 'labels')
    expect(fed.events[0]).toMatchObject({ kind: 'format', name: 'labels', confidence: 1, forced: true })
    expect(fed.decoder.status).toMatchObject({ choice: 'labels', name: 'labels', confidence: 1 })
    const wrong = feed('a:1,b:2\n'.repeat(100), 'json')
    expect(wrong.names).toEqual([])
    expect(wrong.rejects).toHaveLength(100)
    expect(wrong.decoder.status.name).toBe('json')
  })

  it('reads in the chosen format from the next chunk on, and channels keep their columns where names agree', () => {
    const rejects = createRejectList()
    const decoder = createDecoder({ format: 'auto', byteTime: 0, rejects })
    decoder.send(chunkOf('{"a":1,"b":2}\n'.repeat(3), 1))
    decoder.choose('keyvalue')
    expect(decoder.status).toMatchObject({ choice: 'keyvalue', name: 'keyvalue' })
    const answers = decoder.send(chunkOf('b=3,c=4\n', 2))
    expect(answers.map(item => item.kind)).toEqual(['format', 'channels', 'batch'])
    const batch = answers[2]
    if (batch.kind !== 'batch') throw new Error('no batch')
    expect(batch.channels.map(channel => channel.name)).toEqual(['a', 'b', 'c'])
    expect(batch.value.map(column => column[0])).toEqual([NaN, 3, 4])
    expect(batch.first).toBe(3)
    decoder.choose('auto')
    const back = decoder.send(chunkOf('{"a":1,"b":2}\n'.repeat(3), 3))
    expect(back[0]).toMatchObject({ kind: 'format', name: 'json', forced: false })
    expect(rejects.total).toBe(0)
  })

  it('reads what was buffered when a format is chosen before any was found', () => {
    const decoder = createDecoder({ format: 'auto', byteTime: 0, rejects: createRejectList() })
    expect(decoder.send(chunkOf('a=1\n', 1))).toEqual([])
    decoder.choose('keyvalue')
    const kinds = decoder.send(chunkOf('a=2\n', 2)).map(item => item.kind)
    expect(kinds).toContain('batch')
  })

  it('keeps the batches of one answer apart although their storage is reused', () => {
    const decoder = createDecoder({ format: 'json', byteTime: 0, rejects: createRejectList() })
    const answers = decoder.send(chunkOf('{"a":1}\n{"a":2}\n{"a":3,"b":4}\n{"a":5,"b":6}\n', 1))
    const columns = answers.flatMap(item =>
      item.kind === 'batch' ? [item.value.map(column => [...column.subarray(0, item.count)])] : []
    )
    expect(columns).toEqual([
      [[1, 2]],
      [
        [3, 5],
        [4, 6]
      ]
    ])
  })

  it('is closed by stop, and refuses to be sent things then', () => {
    const decoder = createDecoder({ format: 'auto', byteTime: 0, rejects: createRejectList() })
    decoder.send(chunkOf('1\n', 1))
    decoder.stop()
    expect(decoder.state).toBe('closed')
    expect(() => decoder.send(chunkOf('1\n', 1))).toThrow(/closed/)
  })
})

describe('a reject list', () => {
  it('counts everything and keeps the newest, newest last', () => {
    const list = createRejectList(3)
    for (let number = 0; number < 5; number++)
      list.add({ time: number, reason: number === 4 ? 'malformed' : 'not-a-number', detail: '', text: String(number) })
    expect(list.total).toBe(5)
    expect(list.byReason).toEqual({ 'not-a-number': 4, malformed: 1 })
    expect(list.newest(10).map(reject => reject.text)).toEqual(['2', '3', '4'])
    expect(list.newest(2).map(reject => reject.text)).toEqual(['3', '4'])
    expect(list.newest(0)).toEqual([])
  })

  it('shows control characters and bytes that are no text, at most 200 characters', () => {
    const bytes = bytesOf(`1,2\n3,4\n5,6\n\u0000\u001b[1m\u007f#é${'y'.repeat(300)}\n`)
    bytes[bytes.indexOf(35)] = 0xff
    const [reject] = feed(bytes).rejects
    expect(reject.reason).toBe('invalid-utf8')
    expect(reject.text.startsWith('␀␛[1m␡\\xffé')).toBe(true)
    expect([...reject.text]).toHaveLength(200)
  })
})
