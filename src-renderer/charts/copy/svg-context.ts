type Matrix = readonly [number, number, number, number, number, number]

/** What `save` keeps. */
interface Pen {
  fillStyle: string
  strokeStyle: string
  lineWidth: number
  globalAlpha: number
  font: string
  textAlign: string
  textBaseline: string
  lineJoin: string
}
const newPen: Pen = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  lineJoin: 'miter'
}
const pens = Object.keys(newPen) as (keyof Pen)[]

const anchors: Readonly<Record<string, string>> = { center: 'middle', right: 'end' }
const baselines: Readonly<Record<string, string>> = { middle: 'central', top: 'text-before-edge' }

/**
 * The part of a canvas' 2D context that our painters use, writing SVG: lines stay vectors and text stays text. Points go
 * where the matrix says as they come, as on a canvas; scales are taken to be the same in both directions.
 */
export class SvgContext implements Pen {
  fillStyle = newPen.fillStyle
  strokeStyle = newPen.strokeStyle
  lineWidth = newPen.lineWidth
  globalAlpha = newPen.globalAlpha
  font = newPen.font
  textAlign = newPen.textAlign
  textBaseline = newPen.textBaseline
  lineJoin = newPen.lineJoin
  /** css px added to every absolute transform, so that a chart can be painted below a header. */
  base = { x: 0, y: 0 }
  #matrix: Matrix = [1, 0, 0, 1, 0, 0]
  #clip = ''
  #dash: readonly number[] = []
  readonly #saved: { pen: Pen; matrix: Matrix; clip: string; dash: readonly number[] }[] = []
  readonly #elements: string[] = []
  readonly #clips: string[] = []
  readonly #measure: (text: string, font: string) => number
  #path: string[] = []

  /** `measure` gives the width of a text in a font, css px. */
  constructor(measure: (text: string, font: string) => number) {
    this.#measure = measure
  }

  save(): void {
    const pen = Object.fromEntries(pens.map(name => [name, this[name]])) as unknown as Pen
    this.#saved.push({ pen, matrix: this.#matrix, clip: this.#clip, dash: this.#dash })
  }
  restore(): void {
    const saved = this.#saved.pop()
    if (!saved) return
    Object.assign(this, saved.pen)
    this.#matrix = saved.matrix
    this.#clip = saved.clip
    this.#dash = saved.dash
  }

  setTransform(...matrix: [number, number, number, number, number, number]): void {
    const [a, b, c, d, e, f] = matrix
    this.#matrix = [a, b, c, d, e + this.base.x, f + this.base.y]
  }
  resetTransform(): void {
    this.setTransform(1, 0, 0, 1, 0, 0)
  }
  translate(x: number, y: number): void {
    const [a, b, c, d] = this.#matrix
    this.#matrix = [a, b, c, d, ...this.#at(x, y)]
  }
  rotate(angle: number): void {
    const [a, b, c, d, e, f] = this.#matrix
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    this.#matrix = [a * cos + c * sin, b * cos + d * sin, c * cos - a * sin, d * cos - b * sin, e, f]
  }

  beginPath(): void {
    this.#path = []
  }
  moveTo(x: number, y: number): void {
    this.#path.push(`M${this.#point(x, y)}`)
  }
  lineTo(x: number, y: number): void {
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${this.#point(x, y)}`)
  }
  closePath(): void {
    if (this.#path.length > 0) this.#path.push('Z')
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y)
    this.lineTo(x + width, y)
    this.lineTo(x + width, y + height)
    this.lineTo(x, y + height)
    this.closePath()
  }
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const end = Math.min(to, from + 2 * Math.PI)
    // SVG has no way to draw a whole turn at once: it goes by two halves.
    const middle = (from + end) / 2
    const at = (angle: number): string => this.#point(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
    const size = short(radius * this.#scale)
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${at(from)}`)
    for (const angle of [middle, end]) this.#path.push(`A${size} ${size} 0 0 1 ${at(angle)}`)
  }

  stroke(): void {
    const dash = this.#dash.map(part => short(part * this.#scale)).join(' ')
    const width = short(this.lineWidth * this.#scale)
    const join = this.lineJoin === 'miter' ? '' : ` stroke-linejoin="${this.lineJoin}"`
    this.#draw(
      `fill="none" stroke="${this.strokeStyle}" stroke-width="${width}"${join}${dash ? ` stroke-dasharray="${dash}"` : ''}`
    )
  }
  fill(): void {
    this.#draw(`fill="${this.fillStyle}"`)
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    const path = this.#path
    this.#path = []
    this.rect(x, y, width, height)
    this.fill()
    this.#path = path
  }
  /** A picture begins empty. */
  clearRect(): void {}
  clip(): void {
    const inside = this.#clip ? ` clip-path="url(#${this.#clip})"` : ''
    this.#clip = `clip${this.#clips.length}`
    this.#clips.push(`<clipPath id="${this.#clip}"><path${inside} d="${this.#path.join('')}"/></clipPath>`)
  }

  setLineDash(dash: readonly number[]): void {
    this.#dash = [...dash]
  }
  measureText(text: string): { readonly width: number } {
    return { width: this.#measure(text, this.font) }
  }
  fillText(text: string, x: number, y: number): void {
    const [a, b, c, d] = this.#matrix
    const [e, f] = this.#at(x, y)
    const turned = a !== 1 || b !== 0
    const place = turned
      ? `transform="matrix(${[a, b, c, d, e, f].map(short).join(' ')})"`
      : `x="${short(e)}" y="${short(f)}"`
    const anchor = anchors[this.textAlign] ? ` text-anchor="${anchors[this.textAlign]}"` : ''
    const baseline = baselines[this.textBaseline] ? ` dominant-baseline="${baselines[this.textBaseline]}"` : ''
    this.#add(
      `<text ${place} style="font:${escaped(this.font)}" fill="${this.fillStyle}"${anchor}${baseline}${this.#look}>${escaped(text)}</text>`
    )
  }

  /** The whole picture, `width` x `height` css px; its title is what a screen reader says. */
  toString({ width, height, title }: { width: number; height: number; title: string }): string {
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
      `<title>${escaped(title)}</title>`,
      this.#clips.length > 0 ? `<defs>${this.#clips.join('')}</defs>` : '',
      ...this.#elements,
      '</svg>'
    ].join('\n')
  }

  get #scale(): number {
    return Math.hypot(this.#matrix[0], this.#matrix[1])
  }
  get #look(): string {
    const alpha = this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha)}"` : ''
    return alpha + (this.#clip ? ` clip-path="url(#${this.#clip})"` : '')
  }
  #at(x: number, y: number): [number, number] {
    const [a, b, c, d, e, f] = this.#matrix
    return [a * x + c * y + e, b * x + d * y + f]
  }
  #point(x: number, y: number): string {
    return this.#at(x, y).map(short).join(' ')
  }
  #draw(style: string): void {
    if (this.#path.length > 0) this.#add(`<path d="${this.#path.join('')}" ${style}${this.#look}/>`)
  }
  #add(element: string): void {
    this.#elements.push(element)
  }
}

/** A hundredth of a pixel is finer than can be seen. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
