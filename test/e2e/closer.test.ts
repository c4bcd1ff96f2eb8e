import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atRest } from '../support/at-rest'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { type SerialCable, serialCable } from '../support/socat'
import { drag, moved, part, type Shown, type StripPlot, stripPlot, wheel } from '../support/strip-plot'
import { until } from '../support/until'

let host: HeadlessHost
let browser: Browser
let cable: SerialCable
let dashboard: DashboardPage
let page: Page
let device: ReturnType<typeof setInterval>
let wave: StripPlot

const span = async (): Promise<number> => Number(await page.getByLabel('Time span').inputValue())
const paused = (): Promise<unknown> =>
  page
    .getByText(/^Paused at/)
    .first()
    .waitFor()
const following = (): Promise<unknown> => page.getByLabel(/^wave, [^,]+, live\./).waitFor()

/** Follows with this span. */
async function follow(label: string): Promise<void> {
  await page.getByLabel('Time span').selectOption({ label })
  await wave.plot.press('End')
  await following()
}
async function pause(label: string): Promise<Shown> {
  await follow(label)
  await dashboard.button('Pause').click()
  await paused()
  return wave.shown()
}
/** The picture of the value axes on one side. */
function axisPicture(side: 'left' | 'right'): Promise<string> {
  return wave.chart.locator('canvas').evaluate((canvas: HTMLCanvasElement, at) => {
    const copy = document.createElement('canvas')
    ;[copy.width, copy.height] = [56, canvas.height - 26]
    copy.getContext('2d')!.drawImage(canvas, at === 'left' ? 0 : 56 - canvas.width, 0)
    return copy.toDataURL()
  }, side)
}
/** The same once it changes no more. */
const resting = (side: 'left' | 'right'): Promise<string> => atRest(page, () => axisPicture(side))

/** A pseudo-terminal that sends fifty rows a second; each test goes on where the one before it ended. */
describe('going about in time', () => {
  beforeAll(async () => {
    cable = await serialCable()
    ;[host, browser] = await Promise.all([startHeadlessHost({ open: [`serial:${cable.path}`] }), launchChromium()])
    let row = 0
    const next = (): string => `${Math.sin(row / 20).toFixed(4)},${row++ % 200}\n`
    dashboard = await openDashboard(browser, host.url, { viewport: { width: 1440, height: 900 }, hasTouch: true })
    ;({ page } = dashboard)
    page.setDefaultTimeout(10_000)
    await dashboard.journal('Connected to').first().waitFor()
    await cable.write('wave [V],saw [A]\n')
    device = setInterval(() => void cable.write(next()).catch(() => undefined), 20)
    wave = stripPlot(page, 'wave')
    await wave.plot.waitFor()
  })
  afterAll(async () => {
    clearInterval(device)
    await browser?.close()
    await host?.stop()
    await cable?.dispose()
  })

  it('wheel: zooms while it follows, and goes on following', async () => {
    await follow('10 s')
    await wheel(page, await wave.at(0.5), -100)
    await until('the span is shorter', async () => (await span()) === 8000)
    await following()
    await wheel(page, await wave.at(0.5), 100)
    await until('the span is as it was', async () => (await span()) === 10_000)
  })

  it('wheel: keeps the time under the pointer in its place while paused', async () => {
    const before = await pause('10 s')
    for (const [share, delta] of [
      [0.75, -100],
      [0.25, -200]
    ]) {
      const shown = await wave.shown()
      const factor = 1.25 ** (delta / 100)
      await wheel(page, await wave.at(share), delta)
      const under = shown.from + share * (shown.to - shown.from)
      const length = (shown.to - shown.from) * factor
      await wave.shows({ from: under - share * length, to: under + (1 - share) * length })
    }
    expect(await span()).toBeCloseTo(10_000 / 1.25 ** 3, 3)
    await wheel(page, await wave.at(0.5), 300)
    await until('it is as long as before', async () => Math.abs((await span()) - 10_000) < 1e-6)
    const { from, to } = await wave.shown()
    expect(Math.abs(to - from - (before.to - before.from))).toBeLessThan(50)
  })

  it('wheel sideways or with Shift: moves', async () => {
    const before = await pause('5 s')
    const perPixel = (before.to - before.from) / (await wave.width())
    await page.keyboard.down('Shift')
    await wheel(page, await wave.at(0.5), -100)
    await page.keyboard.up('Shift')
    await wave.shows(moved(before, -100 * perPixel))
    await page.mouse.wheel(100, 0)
    await wave.shows(before)
  })

  it('drag: moves by as much as the mouse, and does not go beyond the newest sample', async () => {
    const before = await pause('5 s')
    await drag(page, await wave.at(0.3), await wave.at(0.7))
    await wave.shows(moved(before, -0.4 * (before.to - before.from)))
    await wave.plot.press('End')
    await drag(page, await wave.at(0.2), await wave.at(0.6))
    await drag(page, await wave.at(0.9), await wave.at(0.1))
    await drag(page, await wave.at(0.9), await wave.at(0.1))
    const { to } = await wave.shown()
    expect(to % 86_400_000).toBeLessThan(Date.now() % 86_400_000)
  })

  it('two fingers: zoom between them and move with them', async () => {
    const before = await pause('5 s')
    const tools = await page.context().newCDPSession(page)
    const touch = async (type: 'touchStart' | 'touchMove', one: number, other: number): Promise<unknown> => {
      const places = [await wave.at(one), await wave.at(other)]
      return tools.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: places.map(({ x, y }, id) => ({ x, y, id }))
      })
    }
    await touch('touchStart', 0.4, 0.6)
    for (const step of [1, 2, 3, 4]) await touch('touchMove', 0.4 - step * 0.025, 0.6 + step * 0.025)
    await tools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    const closer = part(before, 0.25, 0.75)
    await wave.shows(closer)
    await touch('touchStart', 0.4, 0.6)
    for (const step of [1, 2, 3, 4]) await touch('touchMove', 0.4 + step * 0.05, 0.6 + step * 0.05)
    await tools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await wave.shows(moved(closer, -0.2 * (closer.to - closer.from)))
  })

  it('keys: arrows and page keys move, plus and minus zoom around the middle', async () => {
    const before = await pause('5 s')
    const length = before.to - before.from
    await wave.plot.press('ArrowLeft')
    await wave.shows(moved(before, -0.1 * length))
    await wave.plot.press('Shift+ArrowLeft')
    await wave.shows(moved(before, -0.6 * length))
    await wave.plot.press('ArrowRight')
    await wave.shows(moved(before, -0.5 * length))
    await wave.plot.press('PageUp')
    await wave.shows(moved(before, -1.5 * length))
    await wave.plot.press('PageDown')
    await wave.shows(moved(before, -0.5 * length))
    await wave.plot.press('+')
    await wave.shows(part(moved(before, -0.5 * length), 0.1, 0.9))
    await wave.plot.press('-')
    await wave.shows(moved(before, -0.5 * length))
  })

  it('Home: shows the first sample of the session, while it goes on; End and F follow again', async () => {
    await follow('2 s')
    const size = async (): Promise<string> => page.getByTestId('recording-sign').innerText()
    await wave.plot.press('Home')
    await paused()
    const { from, to } = await wave.shown()
    // The sawtooth counts the rows: just behind the first one it is at its beginning.
    const saw = stripPlot(page, 'saw')
    await saw.timeAt(0.08)
    expect(Number((await saw.readout()).saw)).toBeLessThan(15)
    const before = await size()
    await until('recording goes on', async () => (await size()) !== before)
    await wave.shows({ from, to })
    await wave.plot.press('End')
    await following()
    await wave.plot.press('Home')
    await page.keyboard.press('f')
    await following()
  })

  it('a box zooms in time, in values, or in both, as it is drawn; back and forward go through all of them', async () => {
    const before = await pause('5 s')
    await page.keyboard.press('z')
    await drag(page, await wave.at(0.25, 0.5), await wave.at(0.75, 0.5))
    const times = part(before, 0.25, 0.75)
    await wave.shows(times)
    const automatic = await resting('left')
    await drag(page, await wave.at(0.5, 0.3), await wave.at(0.5, 0.6))
    await until('the values are larger', async () => (await axisPicture('left')) !== automatic)
    const values = await axisPicture('left')
    await wave.shows(times)
    await drag(page, await wave.at(0.75, 0.8), await wave.at(0.25, 0.2))
    const both = part(times, 0.25, 0.75)
    await wave.shows(both)
    await until('the values are larger again', async () => (await axisPicture('left')) !== values)
    const last = await axisPicture('left')
    await page.keyboard.press('h')

    await page.keyboard.press('Alt+ArrowLeft')
    await wave.shows(times)
    await until('the values are back', async () => (await axisPicture('left')) === values)
    await dashboard.button('Back to the view before').click()
    await until('the values are automatic', async () => (await axisPicture('left')) !== values)
    await page.keyboard.press('Alt+ArrowLeft')
    await wave.shows(before)
    for (const _ of [1, 2]) await page.keyboard.press('Alt+ArrowRight')
    await dashboard.button('Forward to the next view').click()
    await wave.shows(both)
    await until('the values are larger', async () => (await axisPicture('left')) === last)
    expect(await dashboard.button('Forward to the next view').isDisabled()).toBe(true)
  })

  it('wheel over a value axis: zooms that axis alone, a double press lets it find its range again', async () => {
    const row = (await dashboard.channel('saw').locator('.choose').boundingBox())!
    await drag(page, { x: row.x + 12, y: row.y + 10 }, await wave.at(0.5))
    await wave.chart.getByTestId('legend-line').nth(1).waitFor()
    wave = stripPlot(page, 'wave', 1)
    await pause('5 s')
    const places = { left: await wave.at(-0.03, 0.5), right: await wave.at(1.03, 0.5) }
    for (const [one, other] of [
      ['left', 'right'],
      ['right', 'left']
    ] as const) {
      const still = await resting(other)
      const before = await resting(one)
      await wheel(page, places[one], -200)
      await until(`the ${one} axis is zoomed`, async () => (await axisPicture(one)) !== before)
      const zoomed = await axisPicture(one)
      await page.mouse.dblclick(places[one].x, places[one].y)
      await until(`the ${one} axis is automatic`, async () => (await axisPicture(one)) !== zoomed)
      expect(await axisPicture(other)).toBe(still)
    }
  })

  it('never printed an error or a warning', () => {
    expect(dashboard.problems).toEqual([])
  })
})
