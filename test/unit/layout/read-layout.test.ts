import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultLayout } from '@renderer/layout/default-layout'
import { fromDockview, toDockview } from '@renderer/layout/dockview-form'
import { layoutFile, readLayoutFile } from '@renderer/layout/layout-file'
import { isTabs, mostOptions, panelsOf } from '@renderer/layout/layout'
import { readLayout, tryLayout } from '@renderer/layout/read-layout'
import { sample } from './sample'

const asFile = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('a layout that comes from elsewhere', () => {
  it('is read back as it was written', () => {
    for (const layout of [sample(), defaultLayout(900)]) {
      expect(readLayout(asFile(layout))).toEqual(layout)
      expect(readLayoutFile(layoutFile('mine', layout))).toEqual({ name: 'mine', layout })
    }
  })
  it('gives every panel one place: twice placed, lost and unknown ones included', () => {
    const broken = sample()
    const layout = readLayout({
      ...broken,
      grid: {
        ...broken.grid,
        root: {
          size: 600,
          children: [
            { size: 1, tabs: ['charts', 'charts', 'nobody'], shown: 'nobody' },
            { size: 1, children: [{ size: 1, tabs: ['charts'], shown: 'charts' }] }
          ]
        }
      }
    })
    expect([...panelsOf(layout.grid.root)].sort()).toEqual(['charts', 'gauge-1', 'table-1'])
  })
  it('keeps a panel of a kind that is not known here', () => {
    const layout = sample({ panels: { 'new-1': { kind: 'hologram', title: '', options: { depth: 3 } } } })
    expect(readLayout(asFile(layout)).panels['new-1']).toEqual(layout.panels['new-1'])
  })
  it('is refused with a reason and a remedy when it is none', () => {
    for (const value of [null, 7, [], {}, { version: 2 }, { ...sample(), grid: null }])
      expect(() => readLayout(value)).toThrow(/not a layout of Signalbox/)
    expect(() => readLayoutFile('{')).toThrow(/not JSON/)
    expect(() => readLayoutFile('"x"')).toThrow(/not a layout/)
  })
  it('is refused when it is larger or deeper than a page can bear', () => {
    let root: unknown = { size: 1, tabs: ['charts'], shown: 'charts' }
    for (let depth = 0; depth < 5000; depth++) root = { size: 1, children: [root] }
    expect(() => readLayout({ ...sample(), grid: { ...sample().grid, root } })).toThrow(/nested too deeply/)
    const heavy = { charts: { kind: 'charts', title: '', options: 'x'.repeat(mostOptions) } }
    expect(() => readLayout({ ...sample(), panels: heavy })).toThrow(/longer than/)
    const many = Object.fromEntries(Array.from({ length: 61 }, (_, id) => [`x-${id}`, { kind: 'table', options: {} }]))
    expect(() => readLayout({ ...sample(), panels: many })).toThrow(/61 panels; 60 are the most/)
  })
  it('never makes anything but a whole layout or null, whatever comes', () => {
    const id = fc.constantFrom('charts', 'table-1', 'gauge-1', 'constructor', 'x')
    const { place } = fc.letrec(tie => ({
      place: fc.oneof(
        { maxDepth: 4 },
        fc.record({ size: fc.nat(900), tabs: fc.array(id), shown: id }),
        fc.record({ size: fc.nat(900), children: fc.array(tie('place'), { maxLength: 4 }) })
      )
    }))
    fc.assert(
      fc.property(fc.oneof(place, fc.jsonValue()), id, (root, active) => {
        const layout = tryLayout(asFile({ ...sample(), active, grid: { ...sample().grid, root } }))
        if (!layout) return
        expect([...panelsOf(layout.grid.root)].sort()).toEqual(Object.keys(layout.panels).sort())
        expect(isTabs(layout.grid.root)).toBe(false)
        expect(layout.active === null || Object.hasOwn(layout.panels, layout.active)).toBe(true)
        expect(readLayout(asFile(layout))).toEqual(layout)
      })
    )
  })
})

describe('a layout in the form of the dock', () => {
  it('comes back the same, floating panels included', () => {
    const floating = sample({
      floats: [
        {
          box: { left: 40, bottom: 20, width: 300, height: 200 },
          grid: {
            ...{ direction: 'row', width: 300, height: 200 },
            root: { size: 200, children: [{ size: 300, tabs: ['xy-1'], shown: 'xy-1' }] }
          }
        }
      ],
      panels: { ...sample().panels, 'xy-1': { kind: 'xy', title: '', options: {} } }
    })
    for (const layout of [sample(), floating, defaultLayout(700)])
      expect(
        fromDockview(
          toDockview(layout, entry => entry.kind),
          layout
        )
      ).toEqual(layout)
  })
})
