import type { jsPDF } from 'jspdf'
import { widthOf, writeWords } from './pdf-words'

/** A4, points. */
export const paper = { width: 595.28, height: 841.89, side: 42, top: 46, bottom: 46 } as const
export const printWidth = paper.width - 2 * paper.side

const inks = { text: '#1c2430', soft: '#5b6573', line: '#cdd3da', ground: '#f1f4f7' } as const
const rowHeight = 13
const cellSize = 7.5
const padding = 3
/** Where the values of facts begin. */
const factsAt = 190

export interface TableColumn {
  readonly title: string
  /** Share of the width. */
  readonly share: number
  readonly right?: boolean
}

/** A sheet that is written from top to bottom, and goes on on the next when it is full. */
export class PdfSheet {
  y: number = paper.top

  constructor(readonly pdf: jsPDF) {}

  /** Begins a new page unless so much room is left. */
  need(height: number): void {
    if (this.y + height <= paper.height - paper.bottom) return
    this.pdf.addPage()
    this.y = paper.top
  }

  /** A line of words; long ones are broken. */
  words(
    text: string,
    options: { readonly size?: number; readonly bold?: boolean; readonly soft?: boolean } = {}
  ): void {
    const { size = 9, bold = false, soft = false } = options
    for (const line of broken(this.pdf, text, { size, bold, width: printWidth })) {
      this.need(size * 1.5)
      this.y += size * 1.2
      const colour = soft ? inks.soft : inks.text
      writeWords(this.pdf, { text: line, x: paper.side, y: this.y, size, bold, colour })
      this.y += size * 0.3
    }
  }

  /** A heading that does not stand alone at the end of a page. */
  heading(text: string): void {
    this.need(70)
    this.y += 14
    this.words(text, { size: 12, bold: true })
    this.y += 4
  }

  /** Names and values in two columns. */
  facts(facts: readonly (readonly [string, string])[]): void {
    for (const [name, value] of facts) {
      const lines = broken(this.pdf, value, { size: 9, bold: false, width: printWidth - factsAt })
      this.need(14 * lines.length)
      writeWords(this.pdf, { text: name, x: paper.side, y: this.y + 10, size: 9, colour: inks.soft })
      for (const line of lines) {
        writeWords(this.pdf, { text: line, x: paper.side + factsAt, y: this.y + 10, size: 9, colour: inks.text })
        this.y += 14
      }
    }
  }

  /** Rows under a head, which every page repeats; what is too long for its column is cut. */
  table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): void {
    const whole = columns.reduce((sum, { share }) => sum + share, 0)
    const widths = columns.map(({ share }) => (share / whole) * printWidth)
    this.need(3 * rowHeight)
    this.row(columns, { widths, cells: columns.map(({ title }) => title), isHead: true })
    for (const cells of rows) {
      const before = this.pdf.getNumberOfPages()
      this.need(rowHeight)
      if (this.pdf.getNumberOfPages() > before)
        this.row(columns, { widths, cells: columns.map(({ title }) => title), isHead: true })
      this.row(columns, { widths, cells, isHead: false })
    }
    this.y += 4
  }

  private row(
    columns: readonly TableColumn[],
    { widths, cells, isHead }: { widths: readonly number[]; cells: readonly string[]; isHead: boolean }
  ): void {
    const { pdf, y } = this
    if (isHead) {
      pdf.setFillColor(inks.ground)
      pdf.rect(paper.side, y, printWidth, rowHeight, 'F')
    } else {
      pdf.setDrawColor(inks.line)
      pdf.setLineWidth(0.4)
      pdf.setLineDashPattern([], 0)
      pdf.line(paper.side, y + rowHeight, paper.side + printWidth, y + rowHeight)
    }
    let x: number = paper.side
    for (const [at, { right }] of columns.entries()) {
      const text = cut(pdf, cells[at] ?? '', widths[at] - 2 * padding, isHead)
      const place = right ? x + widths[at] - padding : x + padding
      const align = right ? 'right' : 'left'
      writeWords(pdf, { text, x: place, y: y + 9, size: cellSize, bold: isHead, align, colour: inks.text })
      x += widths[at]
    }
    this.y += rowHeight
  }

  /** Writes at the foot of every page. */
  feet(left: string, right: (page: number, pages: number) => string): void {
    const pages = this.pdf.getNumberOfPages()
    for (let page = 1; page <= pages; page++) {
      this.pdf.setPage(page)
      const y = paper.height - 24
      const shared = { y, size: 7.5, colour: inks.soft }
      writeWords(this.pdf, { ...shared, text: left, x: paper.side })
      writeWords(this.pdf, { ...shared, text: right(page, pages), x: paper.width - paper.side, align: 'right' })
    }
  }
}

function cut(pdf: jsPDF, text: string, width: number, bold: boolean): string {
  const style = { size: cellSize, bold }
  if (widthOf(pdf, text, style) <= width) return text
  let short = text
  while (short.length > 1 && widthOf(pdf, `${short}…`, style) > width) short = short.slice(0, -1)
  return `${short.trimEnd()}…`
}

function broken(
  pdf: jsPDF,
  text: string,
  { size, bold, width }: { readonly size: number; readonly bold: boolean; readonly width: number }
): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(pdf, longer, { size, bold }) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}
