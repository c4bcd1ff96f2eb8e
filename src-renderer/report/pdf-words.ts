import type { jsPDF } from 'jspdf'

/** What the fonts that every reader of PDF has can show: Windows' Latin alphabet. */
const known = /^[\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/
/** Pixels of a picture a point, so that it reads well when printed. */
const fineness = 4
/** Of a picture of words, in sizes of the font: where its letters stand, with room for accents above and tails below. */
const pictureHeight = 1.4
const pictureBase = 1.05
/** How far below a place the letters stand, in sizes, as jsPDF has it: a picture beside its words must stand as they do. */
const drops = { alphabetic: 0, middle: 0.35, top: 0.85 } as const

export interface Words {
  readonly text: string
  readonly x: number
  readonly y: number
  /** Points. */
  readonly size: number
  readonly bold?: boolean
  /** `#rrggbb`. */
  readonly colour?: string
  readonly align?: 'left' | 'center' | 'right'
  readonly baseline?: 'alphabetic' | 'middle' | 'top'
  /** Degrees, clockwise. */
  readonly angle?: number
}

/** Numbers come with a true minus and thin spaces, which those fonts do not have. */
function plain(text: string): string {
  return text.replaceAll('\u2212', '-').replace(/[\u2009\u202f]/g, '\u00a0')
}

/** Writes words; those with letters that the font does not have (Ω, 温度) as a small picture, so that nothing is wrong. */
export function writeWords(pdf: jsPDF, words: Words): void {
  const { x, y, size, bold = false, colour = '#1c2430', align = 'left', baseline = 'alphabetic', angle = 0 } = words
  const text = plain(words.text)
  if (text === '') return
  if (!known.test(text)) return drawWords(pdf, { ...words, text })
  pdf.setFont('helvetica', bold ? 'bold' : 'normal')
  pdf.setFontSize(size)
  pdf.setTextColor(colour)
  pdf.text(text, x, y, { align, baseline, angle: -angle })
}

/** Points. */
export function widthOf(pdf: jsPDF, text: string, { size, bold = false }: Pick<Words, 'size' | 'bold'>): number {
  const own = plain(text)
  if (!known.test(own)) return measured(own, size, bold).width
  pdf.setFont('helvetica', bold ? 'bold' : 'normal')
  pdf.setFontSize(size)
  return pdf.getTextWidth(own)
}

const fontOf = (size: number, bold: boolean): string => `${bold ? '600' : '400'} ${size}px Helvetica, Arial, sans-serif`

function measured(text: string, size: number, bold: boolean): { context: CanvasRenderingContext2D; width: number } {
  const context = document.createElement('canvas').getContext('2d')!
  context.font = fontOf(size, bold)
  return { context, width: context.measureText(text).width }
}

function drawWords(pdf: jsPDF, words: Words): void {
  const {
    text,
    x,
    y,
    size,
    bold = false,
    colour = '#1c2430',
    align = 'left',
    baseline = 'alphabetic',
    angle = 0
  } = words
  const { context, width } = measured(text, size, bold)
  const height = pictureHeight * size
  const { canvas } = context
  canvas.width = Math.max(1, Math.ceil(width * fineness))
  canvas.height = Math.ceil(height * fineness)
  context.scale(fineness, fineness)
  context.font = fontOf(size, bold)
  context.fillStyle = colour
  context.textBaseline = 'alphabetic'
  context.fillText(text, 0, pictureBase * size)
  const along = { left: 0, center: width / 2, right: width }[align]
  const across = (pictureBase - drops[baseline]) * size
  // A picture turns about its lower left corner.
  const turn = (-angle * Math.PI) / 180
  const [right, down] = [-along, height - across]
  const left = x + right * Math.cos(turn) + down * Math.sin(turn)
  const bottom = y - right * Math.sin(turn) + down * Math.cos(turn)
  pdf.addImage(canvas, 'PNG', left, bottom - height, width, height, undefined, 'FAST', -angle)
}
