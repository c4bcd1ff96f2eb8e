import { type Layout, sideWidths } from './layout'

/** Height of the journal in a window of this height, css px: the charts come first. */
export function usualJournal(windowHeight: number): number {
  return Math.round(Math.min(220, Math.max(112, windowHeight * 0.265 - 76)))
}

/** What a stranger finds: the charts, and below them what has happened. */
export function defaultLayout(windowHeight: number): Layout {
  const height = Math.max(300, windowHeight - 90)
  const journal = usualJournal(windowHeight)
  return {
    version: 1,
    grid: {
      ...{ direction: 'column', width: 800, height },
      root: {
        size: 800,
        children: [
          { size: height - journal, tabs: ['charts'], shown: 'charts' },
          { size: journal, tabs: ['journal'], shown: 'journal' }
        ]
      }
    },
    floats: [],
    panels: {
      charts: { kind: 'charts', title: '', options: {} },
      journal: { kind: 'journal', title: '', options: {} }
    },
    active: 'charts',
    sides: { left: sideWidths.left.usual, right: sideWidths.right.usual, leftOpen: true, rightOpen: true }
  }
}
