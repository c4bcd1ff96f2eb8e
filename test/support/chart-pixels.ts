import type { Page } from 'playwright-core'

/** The first chart's picture, as the bytes the browser would save. */
export function chartPicture(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector<HTMLCanvasElement>('[data-testid="chart"] canvas')!.toDataURL())
}

/** The part of a chart's picture with the labels of its value axis; charts count from 0. */
export function axisPicture(page: Page, chart: number): Promise<string> {
  return page.evaluate(position => {
    const labels = document.createElement('canvas')
    ;[labels.width, labels.height] = [50, 90]
    labels
      .getContext('2d')!
      .drawImage(document.querySelectorAll<HTMLCanvasElement>('[data-testid="chart"] canvas')[position], 0, 0)
    return labels.toDataURL()
  }, chart)
}

/** Pixels of the first chart that have the colour of its first line, or nearly. */
export function linePixels(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="chart"] canvas')
    const stroke = document.querySelector('[data-testid="chart"] .swatch line')?.getAttribute('stroke')
    if (!canvas?.width || !stroke) return 0
    // A copy is read, so that the chart's own canvas stays where it is fast.
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!
    copy.drawImage(canvas, 0, 0)
    const wanted = [1, 3, 5].map(at => parseInt(stroke.slice(at, at + 2), 16))
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height)
    let count = 0
    for (let at = 0; at < data.length; at += 4)
      if (wanted.every((part, channel) => Math.abs(data[at + channel] - part) < 12)) count++
    return count
  })
}
