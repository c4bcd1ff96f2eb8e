import type { Layout, Place } from '@renderer/layout/layout'

/** Two places beside each other, the second with two tabs. */
export function sample(overrides: Partial<Layout> = {}): Layout {
  const root: Place = {
    size: 600,
    children: [
      { size: 500, tabs: ['charts'], shown: 'charts' },
      { size: 300, tabs: ['table-1', 'gauge-1'], shown: 'gauge-1' }
    ]
  }
  return {
    version: 1,
    grid: { direction: 'row', width: 800, height: 600, root },
    floats: [],
    panels: {
      charts: { kind: 'charts', title: '', options: {} },
      'table-1': { kind: 'table', title: 'Temperatures', options: { columns: ['mean'] } },
      'gauge-1': { kind: 'gauge', title: '', options: {} }
    },
    active: 'charts',
    sides: { left: 308, right: 308, leftOpen: true, rightOpen: false },
    ...overrides
  }
}
