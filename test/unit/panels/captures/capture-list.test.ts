import { describe, expect, it } from 'vitest'
import { noNotes } from '@shared/model/capture-notes'
import { searchCaptures, sortCaptures } from '@renderer/panels/captures/capture-search'
import { choose, nothingChosen, stillThere } from '@renderer/panels/captures/row-selection'
import { thumbnailPaths } from '@renderer/panels/captures/thumbnail'
import { lookAt } from '@renderer/panels/compare/options'
import { captureInfo } from './samples'

const bench = captureInfo('bench', {
  notes: { ...noNotes, name: 'Bearing 3', tags: ['hot', 'bench'], note: 'it squeaks', pinned: true },
  start: 1,
  end: 5,
  bytesOnDisk: 10
})
const walk = captureInfo('walk', {
  label: 'GPS receiver',
  device: 'serial:/dev/ttyUSB0@9600',
  channels: [{ name: 'Latitude', unit: '°' }],
  notes: { ...noNotes, bookmarks: [{ time: 3, label: 'bridge' }] },
  start: 2,
  end: 100,
  bytesOnDisk: 5
})
const found = (search: string): string[] => searchCaptures([bench, walk], search).map(({ id }) => id)

describe('the search for captures', () => {
  it.each([
    ['', ['bench', 'walk']],
    ['bearing', ['bench']],
    ['SQUEAKS', ['bench']],
    ['bridge', ['walk']],
    ['latitude', ['walk']],
    ['tag:hot', ['bench']],
    ['tag:squeaks', []],
    ['device:ttyUSB0', ['walk']],
    ['device:"GPS receiver"', ['walk']],
    ['channel:rpm', ['bench']],
    ['pinned', ['bench']],
    ['pinned tag:bench bearing', ['bench']],
    ['pinned bridge', []]
  ])('finds by "%s" what it says', (search, ids) => expect(found(search)).toEqual(ids))

  it('takes every typed text, whatever signs are in it', () => {
    for (const search of ['"', 'tag:', 'tag:""', '(', '\\', ':', 'device:"']) expect(() => found(search)).not.toThrow()
  })
})

describe('the order of captures', () => {
  const order = (sort: 'time' | 'length' | 'size', ascending = false): string[] =>
    sortCaptures([bench, walk], { sort, ascending }).map(({ id }) => id)
  it('has the newest, longest or largest first, or the other way round', () => {
    expect(order('time')).toEqual(['walk', 'bench'])
    expect(order('length')).toEqual(['walk', 'bench'])
    expect(order('size')).toEqual(['bench', 'walk'])
    expect(order('size', true)).toEqual(['walk', 'bench'])
  })
})

describe('chosen rows', () => {
  const keys = ['a', 'b', 'c', 'd']
  it('are one by a click, one more with Ctrl, a stretch with Shift from where the last click was', () => {
    const one = choose(nothingChosen, 'b', { how: 'one', keys })
    expect([...one.chosen]).toEqual(['b'])
    const stretch = choose(one, 'd', { how: 'stretch', keys })
    expect([...stretch.chosen]).toEqual(['b', 'c', 'd'])
    expect([...choose(stretch, 'a', { how: 'stretch', keys }).chosen]).toEqual(['a', 'b'])
    const toggled = choose(stretch, 'c', { how: 'toggle', keys })
    expect([...toggled.chosen]).toEqual(['b', 'd'])
    expect([...choose(nothingChosen, 'c', { how: 'stretch', keys }).chosen]).toEqual(['c'])
  })
  it('that are gone are chosen no more', () => {
    const chosen = { chosen: new Set(['a', 'd']), anchor: 'a' }
    expect([...stillThere(chosen, ['b', 'd']).chosen]).toEqual(['d'])
    expect(stillThere(chosen, keys)).toBe(chosen)
  })
})

describe('the small picture', () => {
  it('has a lane for each channel, each with its own scale', () => {
    const [upper, lower] = thumbnailPaths({
      events: {},
      channels: [
        { name: 'a', min: [0, 5], max: [5, 10] },
        { name: 'b', min: [1000, 1000], max: [1000, 1000] }
      ]
    })
    expect(upper).toBe('M0,10L1,2L1,10L0,18Z')
    expect(lower).toBe('M0,30L1,30L1,30L0,30Z')
  })
  it('is broken by a gap, not by samples that are rarer than its columns', () => {
    const column = [1, null, 1, null, 1, null, null, null, null, null, 1, null, 1]
    const [path] = thumbnailPaths({ events: {}, channels: [{ name: 'a', min: column, max: column }] })
    expect(path.match(/M/g)).toHaveLength(2)
  })
})

describe('what is shown of captures at first', () => {
  it('is the first channels of one, in its own time', () => {
    const channels = ['a', 'b', 'c', 'd', 'e'].map(name => ({ name, unit: '' }))
    const { captures, align } = lookAt([captureInfo('one', { channels })])
    expect([captures[0].channels, align]).toEqual([['a', 'b', 'c', 'd'], 'time'])
  })
  it('is of several the channel that all have, from their starts', () => {
    const one = captureInfo('one', { channels: ['x', 'rpm'].map(name => ({ name, unit: '' })) })
    const { captures, align } = lookAt([one, captureInfo('two')])
    expect([captures.map(({ channels }) => channels), align]).toEqual([[['rpm'], ['rpm']], 'start'])
  })
})
