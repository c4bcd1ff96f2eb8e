import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linePixels } from '../support/chart-pixels'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { type SerialCable, serialCable } from '../support/socat'
import { drag, type StripPlot, stripPlot, wheel } from '../support/strip-plot'
import { until } from '../support/until'

let host: HeadlessHost
let browser: Browser
let cable: SerialCable
let dashboard: DashboardPage
let page: Page
let device: ReturnType<typeof setInterval>
let level: StripPlot

const slider = (part: 'window' | 'from' | 'to'): Locator => page.getByTestId(`overview-${part}`)
const place = async (
  part: 'window' | 'from' | 'to'
): Promise<{ left: number; width: number; middle: number; y: number }> => {
  const { x, y, width, height } = (await slider(part).boundingBox())!
  return { left: x, width, middle: x + width / 2, y: y + height / 2 }
}
const span = async (): Promise<number> => Number(await page.getByLabel('Time span').inputValue())
const live = (): Promise<unknown> => page.getByLabel(/^level, [^,]+, live\./).waitFor()

/** Per column of the plot: the highest and lowest place of the line as a share of the height; null where there is none. */
function columns(): Promise<({ top: number; bottom: number } | null)[]> {
  return level.chart.evaluate(chart => {
    const canvas = chart.querySelector('canvas')!
    const stroke = chart.querySelector('.swatch line')!.getAttribute('stroke')!
    const wanted = [1, 3, 5].map(at => parseInt(stroke.slice(at, at + 2), 16))
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!
    copy.drawImage(canvas, 0, 0)
    const [left, width, height] = [58, canvas.width - 68, canvas.height - 28]
    const { data } = copy.getImageData(left, 0, width, height)
    const found: ({ top: number; bottom: number } | null)[] = Array.from({ length: width }, () => null)
    for (let at = 0; at < data.length; at += 4) {
      if (wanted.some((part, channel) => Math.abs(data[at + channel] - part) >= 60)) continue
      const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width) / height]
      found[x] = { top: found[x]?.top ?? y, bottom: y }
    }
    return found
  })
}

/** A pseudo-terminal that sends 2000 rows a second of nothing, once a spike of one row, and is away for a while. */
describe('the overview, and what must always be seen', () => {
  let spike = false
  let isSending = true
  beforeAll(async () => {
    cable = await serialCable()
    ;[host, browser] = await Promise.all([startHeadlessHost({ open: [`serial:${cable.path}`] }), launchChromium()])
    dashboard = await openDashboard(browser, host.url)
    ;({ page } = dashboard)
    page.setDefaultTimeout(10_000)
    // What is sent before the port is open may be lost.
    await dashboard.journal('Connected to').first().waitFor()
    await cable.write('level [V]\n')
    device = setInterval(() => {
      if (!isSending) return
      const rows = Array.from({ length: 40 }, (_, at) => (spike && at === 20 ? '100\n' : '0\n'))
      spike = false
      void cable.write(rows.join('')).catch(() => undefined)
    }, 20)
    level = stripPlot(page, 'level')
    await level.plot.waitFor()
    await slider('window').waitFor()
  })
  afterAll(async () => {
    clearInterval(device)
    await browser?.close()
    await host?.stop()
    await cable?.dispose()
  })

  it('draws nothing while the page is hidden, and catches up at once', async () => {
    await until('a line is drawn', async () => (await linePixels(page)) > 100)
    await page.evaluate(() => {
      const counted = globalThis as unknown as { strokes: number }
      counted.strokes = 0
      for (const name of ['stroke', 'fill', 'clearRect'] as const) {
        const own = CanvasRenderingContext2D.prototype[name] as (...all: unknown[]) => void
        Object.assign(CanvasRenderingContext2D.prototype, {
          [name](this: CanvasRenderingContext2D, ...all: unknown[]) {
            counted.strokes++
            own.apply(this, all)
          }
        })
      }
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
      document.dispatchEvent(new Event('visibilitychange'))
      counted.strokes = 0
    })
    const strokes = (): Promise<number> => page.evaluate(() => (globalThis as unknown as { strokes: number }).strokes)
    // Frames go by, which a really hidden page would not even have.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame)
    })
    expect(await strokes()).toBe(0)
    await page.evaluate(() => {
      Reflect.deleteProperty(document, 'visibilityState')
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await until('it draws again', async () => (await strokes()) > 0)
    const edge = async (): Promise<number> => (await columns()).findLastIndex(Boolean)
    await until('the line reaches the right edge', async () => (await edge()) > (await columns()).length * 0.9)
  })

  it('overview: a press goes there, dragging moves the window or one of its edges, keys do too', async () => {
    // A session that grows would move the strip from under the mouse.
    isSending = false
    await page.getByLabel('Time span').selectOption({ label: '1 s' })
    await live()
    const track = (await page.getByTestId('overview').locator('.track').boundingBox())!
    const at = track.x + track.width * 0.4
    await until('the window is there', async () => {
      await page.mouse.click(track.x + track.width * 0.9, track.y + 12)
      await page.mouse.click(at, track.y + 12)
      return Math.abs((await place('window')).middle - at) < track.width * 0.05
    })
    const before = await place('window')
    await drag(page, { x: before.middle, y: before.y }, { x: before.middle + track.width * 0.1, y: before.y })
    await until('it has moved', async () => (await place('window')).left > before.left + track.width * 0.05)
    expect(await span()).toBe(1000)
    await until('it shows more', async () => {
      await page.mouse.click(at, track.y + 12)
      const edge = await place('from')
      await drag(page, { x: edge.middle, y: edge.y }, { x: edge.middle - track.width * 0.1, y: edge.y })
      return (await span()) > 1200
    })
    const wide = await span()
    await slider('window').press('ArrowLeft')
    await slider('to').press('ArrowLeft')
    await until('it is shorter', async () => (await span()) < wide)
    isSending = true
    await slider('window').press('End')
    await live()
  })

  it('shows a spike of one sample at every zoom', async () => {
    await page.keyboard.press('f')
    spike = true
    await page.getByLabel('Time span').selectOption({ label: '10 s' })
    await until('it is drawn', async () => (await columns()).some(column => column && column.top < 0.2))
    await dashboard.button('Pause').click()
    for (let zoom = 0; zoom < 6; zoom++) {
      let x = -1
      await until(`it is seen after ${zoom} steps`, async () => {
        const seen = await columns()
        x = seen.findIndex(column => column && column.top < 0.2)
        return x >= 0
      })
      for (let turn = 0; turn < 2; turn++) await wheel(page, await level.at((x + 0.5) / (await level.width())), -300)
    }
    expect(await span()).toBeLessThan(10)
    await page.keyboard.press('w')
    await until('it is seen in the whole session', async () =>
      (await columns()).some(column => column && column.top < 0.2)
    )
  })

  it('never bridges a gap, at any zoom', async () => {
    await page.keyboard.press('f')
    await cable.pull()
    await dashboard.journal('Disconnected').first().waitFor()
    await cable.plug()
    await dashboard.journal('Nothing is known for').first().waitFor()
    const gap = async (): Promise<{ from: number; to: number }> => {
      const seen = await columns()
      let best = { from: 0, to: 0 }
      let from = -1
      for (const [x, column] of seen.entries()) {
        if (column) {
          if (from >= 0 && x - from > best.to - best.from) best = { from, to: x }
          from = x
        }
      }
      return best
    }
    await until('it is open in the whole session, and there is something behind it', async () => {
      await page.keyboard.press('w')
      const { from, to } = await gap()
      return to - from > 8 && to < (await level.width()) * 0.8
    })
    const lengths: number[] = []
    for (let zoom = 0; zoom < 3; zoom++) {
      const { from, to } = await gap()
      lengths.push(((to - from) / (await level.width())) * (await span()))
      await wheel(page, await level.at((from + to) / 2 / (await level.width())), -200)
      await page.mouse.move(10, 10)
      await until('it is wider', async () => {
        const next = await gap()
        return next.to - next.from > (to - from) * 1.3
      })
    }
    expect(Math.max(...lengths) / Math.min(...lengths)).toBeLessThan(1.5)
  })

  it('never printed an error or a warning', () => {
    expect(dashboard.problems).toEqual([])
  })
})
