import { describe, expect, it } from 'vitest'
import { chunkOf, ended, feed, feedItems } from './feed'

describe('Teleplot lines', () => {
  it('give name, value and unit', () => {
    const fed = feed('>sin:0.84\n>area:1627551892437:1234§km²\n'.repeat(3))
    expect(fed.names).toEqual(['sin', 'area'])
    expect(fed.units).toEqual(['', 'km²'])
    expect(fed.decoder.status.name).toBe('teleplot')
  })

  it('become one row a cycle', () => {
    const fed = feed('>a:1\n>b:2\n>c:3\n'.repeat(4))
    expect(fed.rows).toEqual(Array(4).fill([1, 2, 3]))
  })

  it('with another time of the device are another row', () => {
    const fed = feed('>a:100:1\n>b:100:2\n>a:200:3\n>b:300:4\n>a:400:5\n>b:400:6\n')
    expect(fed.rows).toEqual([
      [1, 2],
      [3, NaN],
      [NaN, 4],
      [5, 6]
    ])
  })

  it('may hold several points, a widget and flags', () => {
    const fed = feed('>a:100:1;110:2;120:3\n>temp,plot1:22|g\n>a:130:4;140:5\n')
    expect(fed.names).toEqual(['a', 'temp'])
    expect(fed.rows.map(row => row[0]).filter(value => !Number.isNaN(value))).toEqual([1, 2, 3, 4, 5])
  })

  it('make two channels of points in the plane', () => {
    const fed = feed('>trajectory:1:1;2:2;3:3|xy\n>trajectory:4:5:1627551892437|xy\n')
    expect(fed.names).toEqual(['trajectory.x', 'trajectory.y'])
    expect(fed.rows).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 5]
    ])
  })

  it('make no channel of texts, shapes and log lines, and count none of them as bad', () => {
    const fed = feed(
      '>a:1\n>a:2\n>motor_4_state:1627551892437:Off|t\n>3D|box:S:cube:P:1:1:1\n\u001b[32mI (31) boot: ok\u001b[0m\n>a:3\n'
    )
    expect(fed.names).toEqual(['a'])
    expect(fed.rows).toEqual([[1], [2], [3]])
    expect(fed.rejects).toEqual([])
  })

  it('are rejected with their reason', () => {
    const fed = feed('>a:1\n>a:2\n>a:x\n>a\n>:5\n>a:1:2:3\n>b\u0007:1\n>a:3\n', 'teleplot')
    expect(fed.reasons).toEqual(['not-a-number', 'malformed', 'empty-name', 'not-a-number', 'malformed'])
    expect(fed.rows).toHaveLength(3)
  })

  it("have the device's time, fitted to the host's", () => {
    // The device's millis() begin at 5,000; reads are up to 9 ms late.
    const late = [3, 0, 9, 1, 4, 0, 8]
    const items = late.map((delay, turn) => chunkOf(`>a:${5000 + 10 * turn}:${turn}\n`, 1_000_000 + 10 * turn + delay))
    const fed = feedItems([...items, ended])
    expect(fed.times).toEqual([1_000_003, 1_000_010, 1_000_020, 1_000_030, 1_000_040, 1_000_050, 1_000_060])
  })
})
