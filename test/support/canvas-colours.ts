import type { Locator } from 'playwright-core'

/** How many pixels of a canvas are clearly of a colour: one of its parts stands out. */
export interface CanvasColours {
  readonly red: number
  readonly green: number
  readonly blue: number
}

export function canvasColours(canvas: Locator): Promise<CanvasColours> {
  return canvas.first().evaluate(element => {
    const { width, height } = element as HTMLCanvasElement
    // A copy is read, so that the panel's own canvas stays where it is fast.
    const copy = new OffscreenCanvas(Math.max(1, width), Math.max(1, height)).getContext('2d', {
      willReadFrequently: true
    })!
    if (width > 0 && height > 0) copy.drawImage(element as HTMLCanvasElement, 0, 0)
    const { data } = copy.getImageData(0, 0, Math.max(1, width), Math.max(1, height))
    const found = { red: 0, green: 0, blue: 0 }
    for (let at = 0; at < data.length; at += 4) {
      const [red, green, blue, opacity] = [data[at], data[at + 1], data[at + 2], data[at + 3]]
      if (opacity < 128) continue
      if (red > green + 60 && red > blue + 60) found.red++
      else if (green > red + 60 && green > blue + 30) found.green++
      else if (blue > red + 40 && blue > green + 20) found.blue++
    }
    return found
  })
}
