import type { Locator, Page } from 'playwright-core'
import { until } from './until'

/** A stretch, ms of the day as the page tells it. */
export interface Shown {
  readonly from: number
  readonly to: number
}

/** One chart's plot as a user meets it. Places are shares of the plot: 0 is the left or the top, 1 the right or the bottom. */
export interface StripPlot {
  readonly chart: Locator
  readonly plot: Locator
  /** On the page, css px. */
  at(x: number, y?: number): Promise<{ x: number; y: number }>
  /** css px. */
  width(): Promise<number>
  /** The values under the pointer, by channel, as they are written. */
  readout(): Promise<Record<string, string>>
  /** The time under a place, as it is read out there. */
  timeAt(x: number): Promise<number>
  /** The edges of what is shown while it stands still. */
  shown(): Promise<Shown>
  /** Waits until this is shown, to some pixels. */
  shows(wanted: Shown): Promise<void>
}

/** css px below the plot, for the times. */
const timeAxis = 24
const inset = 0.02

/** The chart with this title; `right`: how many value axes are on its right. */
export function stripPlot(page: Page, title: string, right = 0): StripPlot {
  const chart = page
    .getByTestId('chart')
    .filter({ has: page.getByRole('heading', { name: title }) })
    .first()
  const plot = chart.locator('.plot')

  async function area(): Promise<{ left: number; top: number; width: number; height: number }> {
    const box = (await plot.boundingBox())!
    // What is written on the picture begins 6 px inside of it.
    const left = (await chart.locator('.notes').evaluate(notes => parseFloat((notes as HTMLElement).style.left))) - 6
    const beside = right > 0 ? 2 + right * left : 10
    return { left: box.x + left, top: box.y + 6, width: box.width - left - beside, height: box.height - 6 - timeAxis }
  }
  async function at(x: number, y = 0.5): Promise<{ x: number; y: number }> {
    const { left, top, width, height } = await area()
    return { x: left + x * width, y: top + y * height }
  }
  async function timeAt(x: number): Promise<number> {
    const place = await at(x)
    const wanted = place.x - (await plot.boundingBox())!.x
    await page.mouse.move(place.x, place.y)
    let words = ''
    // It is written anew a few times a second, on this side or that of the pointer.
    await until('the readout is at the pointer', async () => {
      const { side, distance, time } = await chart.locator('.strip-readout').evaluate(readout => {
        const { left, right } = (readout as HTMLElement).style
        return {
          side: left === '' ? -12 : 12,
          distance: Number(/-?[\d.]+(?=px)/.exec(left || right)?.[0]),
          time: readout.querySelector('.time')?.textContent ?? ''
        }
      })
      words = time
      return Math.abs(distance - side - wanted) < 1.5
    })
    const [hours, minutes, seconds] = words.split(':').map(Number)
    return (hours * 3600 + minutes * 60 + seconds) * 1000
  }
  async function shown(): Promise<Shown> {
    const [one, other] = [await timeAt(inset), await timeAt(1 - inset)]
    const beyond = ((other - one) * inset) / (1 - 2 * inset)
    return { from: one - beyond, to: other + beyond }
  }

  return {
    chart,
    plot,
    at,
    width: async () => (await area()).width,
    readout: () =>
      chart
        .locator('.strip-readout tr')
        .evaluateAll(rows =>
          Object.fromEntries(
            rows.map(row => [
              row.querySelector('.name')?.textContent,
              (row.querySelector('.value')?.textContent ?? '').trim().replace('−', '-')
            ])
          )
        ) as Promise<Record<string, string>>,
    timeAt,
    shown,
    async shows(wanted) {
      const tolerance = (3 * (wanted.to - wanted.from)) / (await area()).width + 2
      let seen: Shown = { from: NaN, to: NaN }
      try {
        await until('the stretch is shown', async () => {
          seen = await shown()
          return Math.abs(seen.from - wanted.from) < tolerance && Math.abs(seen.to - wanted.to) < tolerance
        })
      } catch (cause) {
        const words = ({ from, to }: Shown): string => `${from.toFixed(1)} to ${to.toFixed(1)}`
        throw new Error(`shown is ${words(seen)}, not ${words(wanted)} (to ${tolerance.toFixed(1)} ms)`, { cause })
      }
    }
  }
}

/** Turns the wheel at a place on the page; a positive `delta` (css px) is towards the user. */
export async function wheel(page: Page, at: { x: number; y: number }, delta: number): Promise<void> {
  await page.mouse.move(at.x, at.y)
  await page.mouse.wheel(0, delta)
}

/** Drags with the real mouse. */
export async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 })
  await page.mouse.move(to.x, to.y, { steps: 3 })
  await page.mouse.up()
}

export const moved = ({ from, to }: Shown, by: number): Shown => ({ from: from + by, to: to + by })

/** The part of a stretch between two shares of it. */
export const part = ({ from, to }: Shown, one: number, other: number): Shown => ({
  from: from + one * (to - from),
  to: from + other * (to - from)
})
