import type { jsPDF } from 'jspdf'
import { arcCurves } from './arc-curves'
import { opaque, paintOf } from './pdf-paint'
import { writeWords } from './pdf-words'

type Matrix = readonly [number, number, number, number, number, number]
interface Segment {
  readonly op: 'm' | 'l' | 'c' | 'h'
  readonly c: number[]
}

/** Where a picture goes, points; it keeps its proportions. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
}

/**
 * Draws a picture that `SvgContext` wrote: paths, texts and clips, nothing else. Lines stay lines and words stay words.
 * Answers the height it took.
 */
export function drawSvg(pdf: jsPDF, svg: string, place: Place): number {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
  const scale = place.width / Number(root.getAttribute('width'))
  const drawing = { pdf, scale, at: (x: number, y: number): number[] => [place.x + x * scale, place.y + y * scale] }
  for (const element of root.children) {
    if (element.localName !== 'path' && element.localName !== 'text') continue
    pdf.saveGraphicsState()
    clip(drawing, root, element.getAttribute('clip-path'))
    if (element.localName === 'path') drawPath(drawing, element)
    else drawText(drawing, element)
    pdf.restoreGraphicsState()
  }
  return Number(root.getAttribute('height')) * scale
}

interface Drawing {
  readonly pdf: jsPDF
  readonly scale: number
  at(x: number, y: number): number[]
}

/** A clip may lie in another one. */
function clip(drawing: Drawing, root: Element, reference: string | null): void {
  const id = reference && /#([^)]+)/.exec(reference)?.[1]
  const path = id ? root.querySelector(`clipPath[id="${id}"] path`) : null
  if (!path) return
  clip(drawing, root, path.getAttribute('clip-path'))
  drawing.pdf.path(segmentsOf(drawing, path.getAttribute('d') ?? ''))
  drawing.pdf.clip()
  drawing.pdf.discardPath()
}

function drawPath(drawing: Drawing, element: Element): void {
  const { pdf, scale } = drawing
  const number = (name: string, otherwise: number): number => Number(element.getAttribute(name) ?? otherwise)
  const stroke = paintOf(element.getAttribute('stroke'))
  const fill = paintOf(element.getAttribute('fill'))
  const opacity = number('opacity', 1) * (stroke ?? fill ?? opaque).alpha
  if (opacity < 1) pdf.setGState(pdf.GState({ opacity, 'stroke-opacity': opacity }))
  if (stroke) {
    pdf.setDrawColor(stroke.colour)
    pdf.setLineWidth(number('stroke-width', 1) * scale)
    pdf.setLineJoin(element.getAttribute('stroke-linejoin') ?? 'miter')
    const dash = element.getAttribute('stroke-dasharray')
    pdf.setLineDashPattern(dash ? dash.split(' ').map(part => Number(part) * scale) : [], 0)
  }
  if (fill) pdf.setFillColor(fill.colour)
  pdf.path(segmentsOf(drawing, element.getAttribute('d') ?? ''))
  if (stroke && fill) pdf.fillStroke()
  else if (stroke) pdf.stroke()
  else if (fill) pdf.fill()
  else pdf.discardPath()
}

function drawText(drawing: Drawing, element: Element): void {
  const { pdf, scale } = drawing
  const style = /font:\s*(?:(\w+)\s+)?([\d.]+)px/.exec(element.getAttribute('style') ?? '')
  const number = (name: string): number => Number(element.getAttribute(name) ?? 0)
  const turned = element.getAttribute('transform')
  const [a, b, , , e, f]: Matrix = turned
    ? (turned.match(/-?[\d.]+/g)!.map(Number) as unknown as Matrix)
    : [1, 0, 0, 1, number('x'), number('y')]
  const [x, y] = drawing.at(e, f)
  const aligns = { middle: 'center', end: 'right' } as const
  const baselines = { central: 'middle', 'text-before-edge': 'top' } as const
  const { colour } = paintOf(element.getAttribute('fill')) ?? opaque
  writeWords(pdf, {
    text: element.textContent ?? '',
    x,
    y,
    size: Number(style?.[2] ?? 10) * scale,
    bold: Number(style?.[1]) >= 600 || style?.[1] === 'bold',
    colour,
    align: aligns[element.getAttribute('text-anchor') as keyof typeof aligns] ?? 'left',
    baseline: baselines[element.getAttribute('dominant-baseline') as keyof typeof baselines] ?? 'alphabetic',
    angle: (Math.atan2(b, a) * 180) / Math.PI
  })
}

/** `M`, `L`, `A` and `Z` with absolute places, as they are written. */
function segmentsOf({ at }: Drawing, path: string): Segment[] {
  const segments: Segment[] = []
  let [x, y] = [0, 0]
  for (const [, command, rest] of path.matchAll(/([MLAZ])([^MLAZ]*)/g)) {
    const numbers = rest
      .trim()
      .split(/[\s,]+/)
      .map(Number)
    if (command === 'Z') segments.push({ op: 'h', c: [] })
    else if (command === 'A') {
      const [radius, , , , , toX, toY] = numbers
      for (const curve of arcCurves({ x, y }, { x: toX, y: toY }, radius))
        segments.push({ op: 'c', c: curve.flatMap(point => at(point.x, point.y)) })
      ;[x, y] = [toX, toY]
    } else {
      ;[x, y] = numbers
      segments.push({ op: command === 'M' ? 'm' : 'l', c: at(x, y) })
    }
  }
  return segments
}
