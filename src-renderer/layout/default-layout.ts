import { type Layout, type Side, sideWidths } from './layout'

/** Height of the journal in a window of this height, css px: the charts come first. */
export function usualJournal(windowHeight: number): number {
  return Math.round(Math.min(220, Math.max(112, windowHeight * 0.265 - 76)))
}

/** Of the window's width that a side bar has at most at first: the middle keeps more than half of it. */
const sideShare = 0.22

/** What a stranger finds: the charts, and below them what has happened. */
export function defaultLayout(windowHeight: number, windowWidth = 1440): Layout {
  const side = (of: Side): number => Math.round(Math.min(sideWidths[of].usual, Math.max(240, windowWidth * sideShare)))
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
    sides: { left: side('left'), right: side('right'), leftOpen: true, rightOpen: true }
  }
}
