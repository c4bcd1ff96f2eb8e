import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flatten, maximumDepth } from '@main/decoders/flatten'
import { feed } from './feed'

describe('JSON lines', () => {
  it('are flattened to dotted channels', () => {
    const line = '{"imu":{"accel":{"x":0.5,"y":-1}},"ok":true,"name":"n1","none":null,"samples":[1.23,4.56]}\n'
    const fed = feed(line.repeat(3))
    expect(fed.names).toEqual(['imu.accel.x', 'imu.accel.y', 'ok', 'samples.0', 'samples.1'])
    expect(fed.rows).toEqual(Array(3).fill([0.5, -1, 1, 1.23, 4.56]))
    expect(fed.decoder.status.name).toBe('json')
  })

  it('gain channels later, and have NaN where a line lacks a value', () => {
    const fed = feed('{"a":1,"b":2}\n{"a":3,"b":null}\n{"a":4,"b":5,"c":6}\n')
    expect(fed.rows).toEqual([
      [1, 2, NaN],
      [3, NaN, NaN],
      [4, 5, 6]
    ])
  })

  it('become one row a cycle when each holds one value', () => {
    expect(feed('{"a":1}\n{"b":2}\n'.repeat(3)).rows).toEqual(Array(3).fill([1, 2]))
  })

  it('may hold what Python writes for numbers JSON has not', () => {
    const fed = feed('{"a":1,"b":2}\n{"a":NaN,"b":-Infinity}\n{"a": Infinity, "b":3}\n')
    expect(fed.rows.slice(1)).toEqual([
      [NaN, -Infinity],
      [Infinity, 3]
    ])
  })

  it('that are arrays have unnamed columns', () => {
    expect(feed('[1,2,{"x":3}]\n'.repeat(3))).toMatchObject({
      names: ['ch1', 'ch2', 'ch3.x'],
      rows: Array(3).fill([1, 2, 3])
    })
  })

  it('without a number are messages and neither rows nor bad', () => {
    const fed = feed('{"a":1}\n{"a":2}\n{"log":"hello"}\n{"a":3}\n')
    expect(fed.rows).toHaveLength(3)
    expect(fed.rejects).toEqual([])
  })

  it('are rejected with their reason', () => {
    const deep = '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)
    const many = JSON.stringify({ v: Array(1100).fill(1) })
    const fed = feed(`{"a":1}\n{"a":2}\n{"a":\n${deep}\n${many}\n{"":5}\n{"a\\u0000":1}\n7\n{"a":3}\n`)
    expect(fed.reasons).toEqual(['malformed', 'malformed', 'too-many-channels', 'empty-name', 'malformed', 'malformed'])
    expect(fed.names).toEqual(['a'])
  })

  it('never touch the prototype of anything', () => {
    const fed = feed('{"__proto__":{"polluted":1},"constructor":{"prototype":{"x":2}}}\n'.repeat(3))
    expect(fed.names).toEqual(['__proto__.polluted', 'constructor.prototype.x'])
    expect('polluted' in {}).toBe(false)
  })

  it('flatten to as many leaves as they have numbers and booleans', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: maximumDepth - 2 }), value => {
        const leaves = [...flatten(value)]
        let count = 0
        JSON.stringify(value, (_, member: unknown) => {
          if (typeof member === 'number' || typeof member === 'boolean') count++
          return member
        })
        expect(leaves).toHaveLength(count)
      })
    )
  })
})
