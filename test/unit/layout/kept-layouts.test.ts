import { describe, expect, it } from 'vitest'
import { DeviceLayouts, keepFor, layoutFor, mostDeviceSets } from '@renderer/layout/device-layouts'
import { layoutNamed, NamedLayouts, namesOf, renamed, withNamed, withoutNamed } from '@renderer/layout/named-layouts'
import { sample } from './sample'

describe('layouts of devices', () => {
  it('belong to the set of devices, in whatever order they were opened', () => {
    const kept = keepFor(keepFor([], ['a', 'b'], sample()), ['a'], sample({ active: null }))
    expect(layoutFor(kept, ['b', 'a', 'a'])).toEqual(sample())
    expect(layoutFor(kept, ['a'])?.active).toBeNull()
    expect(layoutFor(kept, ['c'])).toBeNull()
  })
  it('are bounded in number and size, and the last used stay', () => {
    let kept: DeviceLayouts = []
    for (let device = 0; device < 100; device++) kept = keepFor(kept, [`d${device}`], sample())
    expect(kept).toHaveLength(mostDeviceSets)
    const options = 'x'.repeat(30_000)
    const heavy = sample({ panels: { ...sample().panels, charts: { kind: 'charts', title: '', options } } })
    for (let device = 0; device < 20; device++) kept = keepFor(kept, [`h${device}`], heavy)
    expect(JSON.stringify(kept).length).toBeLessThan(170_000)
    expect(layoutFor(kept, ['h19'])).toEqual(heavy)
  })
  it('are none when what was kept is broken', () => {
    expect(DeviceLayouts.parse('nonsense')).toEqual([])
    expect(layoutFor(DeviceLayouts.parse([{ devices: ['a'], layout: { version: 9 } }]), ['a'])).toBeNull()
  })
})

describe('named layouts', () => {
  const two = withNamed(withNamed(NamedLayouts.parse(undefined), 'wide', sample()), 'bench', sample({ active: null }))
  it('are listed by name, replaced, renamed and deleted', () => {
    expect(namesOf(two)).toEqual(['bench', 'wide'])
    expect(layoutNamed(withNamed(two, 'wide', sample({ active: null })), 'wide')?.active).toBeNull()
    expect(namesOf(renamed(two, 'wide', 'a'))).toEqual(['a', 'bench'])
    expect(namesOf(renamed(two, 'wide', 'bench'))).toEqual(['bench'])
    expect(namesOf(withoutNamed(two, 'wide'))).toEqual(['bench'])
  })
  it('stay the default under a new name, and stop being it when deleted', () => {
    const standard = { ...two, standard: 'wide' }
    expect(renamed(standard, 'wide', 'a').standard).toBe('a')
    expect(withoutNamed(standard, 'wide').standard).toBe('')
    expect(withoutNamed(standard, 'bench').standard).toBe('wide')
  })
})
