import axe from 'axe-core'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { serialCable, type SerialCable } from '../support/socat'
import { until } from '../support/until'

let host: HeadlessHost
let browser: Browser
let cable: SerialCable
let dashboard: DashboardPage
let page: Page

/** 60 rows: the level 1 ten times, 2 twenty times, 3 thirty times; across goes from 0 to 5.9, upward is its square. */
const levels = Array.from({ length: 60 }, (_, at) => (at < 10 ? 1 : at < 30 ? 2 : 3))
const script =
  'level,across,upward\n' +
  levels.map((level, at) => `${level},${(at / 10).toFixed(1)},${((at / 10) ** 2).toFixed(2)}\n`).join('')

/** Adds a panel and answers it. */
async function addPanel(name: string, id: string): Promise<Locator> {
  await page.getByTestId('add-panel').click()
  await page.getByRole('menuitem', { name, exact: true }).click()
  const panel = page.getByTestId(id)
  await panel.waitFor()
  return panel
}

/** Chooses a channel by the keyboard: opens the list, searches, takes what is found. */
async function choose(panel: Locator, picker: RegExp, channel: string): Promise<void> {
  await panel.getByRole('button', { name: picker }).click()
  const search = page.getByPlaceholder('Search channels')
  await search.fill(channel)
  await until(
    'one channel is found',
    async () => (await page.locator('.picker-list').getByRole('option').count()) === 1
  )
  await search.press('ArrowDown')
  await search.press('Enter')
  if ((await search.count()) > 0 && (await search.isVisible())) await page.keyboard.press('Escape')
  await search.waitFor({ state: 'detached' })
}

/** Lets `change` the options, which a narrow panel has behind a button. */
async function withOptions(panel: Locator, change: (options: Locator) => Promise<void>): Promise<void> {
  const button = panel.getByRole('button', { name: 'Options' })
  // Which of both it is, a panel knows once it has measured itself.
  await button.or(panel.locator('.bar-options')).waitFor()
  if ((await button.count()) === 0) return change(panel)
  await button.click()
  await change(page.locator('.bar-popover'))
  await page.keyboard.press('Escape')
}

/** How many colours the middle of a panel's picture has. */
const colours = (panel: Locator): Promise<number> =>
  panel.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!
    copy.drawImage(canvas, 0, 0)
    const { data } = copy.getImageData(canvas.width * 0.2, 0, canvas.width * 0.5, canvas.height * 0.6)
    return new Set(new Uint32Array(data.buffer)).size
  })

async function violations(panel: Locator): Promise<string[]> {
  const name = await panel.getAttribute('data-testid')
  await page.evaluate(axe.source)
  return page.evaluate(async of => {
    const tool = (globalThis as unknown as { axe: typeof axe }).axe
    const { violations: found } = await tool.run(`[data-testid="${of}"]`, { resultTypes: ['violations'] })
    return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
  }, name)
}

const peaks = async (panel: Locator): Promise<{ hertz: number; decibels: number }[]> =>
  (await panel.getByTestId('peak').allInnerTexts()).map(row => {
    const [, hertz, decibels] = row.replaceAll('−', '-').split(/\t|\n/).filter(Boolean)
    return { hertz: Number(hertz), decibels: parseFloat(decibels) }
  })

describe('what is in the data', () => {
  beforeAll(async () => {
    cable = await serialCable()
    ;[host, browser] = await Promise.all([
      startHeadlessHost({ open: ['sim:sine?channels=10&rate=500&seed=3', `serial:${cable.path}@115200`] }),
      launchChromium()
    ])
    dashboard = await openDashboard(browser, host.url, {
      viewport: { width: 1440, height: 900 },
      colorScheme: 'light',
      reducedMotion: 'reduce'
    })
    ;({ page } = dashboard)
    await dashboard.channel('sine10').waitFor()
    await cable.write(script)
    await dashboard.channel('level').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
    await cable?.dispose()
  })

  it('a spectrum says what to do before a channel is chosen', async () => {
    const panel = await addPanel('Spectrum', 'spectrum')
    await panel.getByText('No channel chosen').waitFor()
    expect(await violations(panel)).toEqual([])
  })

  it('a spectrum lists the frequency and the height of a known sine: 2 Hz, 0 dB', async () => {
    const panel = page.getByTestId('spectrum')
    await choose(panel, /^Channels of the spectrum/, 'sine10')
    await until('the peak is at 2 Hz', async () => Math.abs(((await peaks(panel))[0]?.hertz ?? 0) - 2) < 0.05)
    expect(Math.abs((await peaks(panel))[0].decibels)).toBeLessThan(1.5)
    expect(await panel.getByTestId('spectrum-facts').innerText()).toMatch(/samples\/s · \d\.\d+ Hz a line/)
    expect(await panel.getByRole('img').getAttribute('aria-label')).toMatch(
      /^Spectrum\. sine10: highest peak at 2\.\d+ Hz|^Spectrum\. sine10: highest peak at 1\.9\d+ Hz/
    )
    expect(await violations(panel)).toEqual([])
  })

  it('a spectrum is zoomed by the wheel and by keys, and read under the pointer', async () => {
    const plot = page.getByTestId('spectrum').getByRole('img')
    const box = (await plot.boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.getByTestId('spectrum-readout').getByText(/Hz/).waitFor()
    await page.mouse.wheel(0, -300)
    await dashboard.button('Show all frequencies').waitFor()
    await plot.focus()
    await page.keyboard.press('Home')
    await dashboard.button('Show all frequencies').waitFor({ state: 'detached' })
  })

  it('a waterfall paints the same sine over time', async () => {
    const panel = await addPanel('Waterfall', 'waterfall')
    await choose(panel, /^Channel of the waterfall/, 'sine10')
    await panel
      .getByTestId('waterfall-facts')
      .getByText(/Newest peak at (1\.[5-9]|2\.)/)
      .waitFor()
    await until('it is painted', async () => (await colours(panel)) > 20)
    expect(await violations(panel)).toEqual([])
  })

  it('a histogram counts every value in a bin of its own where they are whole numbers', async () => {
    const panel = await addPanel('Histogram', 'histogram')
    await choose(panel, /^Channels of the histogram/, 'level')
    await withOptions(panel, options => options.getByLabel('Numbers').check())
    await until('all are counted', async () => /60 values/.test(await panel.getByTestId('histogram-facts').innerText()))
    await until('there are three bins', async () => (await panel.getByTestId('bin').count()) === 3)
    const rows = await panel.getByTestId('bin').allInnerTexts()
    expect(rows.map(row => row.split('\t').at(-1))).toEqual(['10', '20', '30'])
    expect(await panel.getByTestId('histogram-facts').innerText()).toMatch(/Mean\s+2\.3333\s+· σ\s+0\.752/)
    expect(await violations(panel)).toEqual([])
  })

  it('an XY chart shows the points of a pair, and where it is now', async () => {
    const panel = await addPanel('XY', 'xy')
    await choose(panel, /^X channel/, 'across')
    await choose(panel, /^Y channels/, 'upward')
    await until('all points are there', async () => /60 points/.test(await panel.getByTestId('xy-facts').innerText()))
    expect(await panel.getByTestId('xy-facts').innerText()).toMatch(/upward over across\s+5\.9000?\s*, 34\.81/)
    expect(await colours(panel)).toBeGreaterThan(3)
    expect(await violations(panel)).toEqual([])
  })

  it('remembers channels and options over a reload', async () => {
    const tab = (name: string): Promise<void> => page.getByRole('tab', { name }).first().click()
    await tab('Spectrum')
    await withOptions(page.getByTestId('spectrum'), async options => {
      await options.getByLabel('Window', { exact: true }).selectOption('flatTop')
    })
    await until('it is remembered', () =>
      page.evaluate(() => JSON.stringify(Object.values(localStorage)).includes('flatTop'))
    )
    await page.reload()
    await dashboard.channel('sine10').waitFor()
    // Which tab was in front is kept as well, but not by this test.
    await tab('Spectrum')
    const panel = page.getByTestId('spectrum')
    await panel.getByRole('button', { name: 'Channels of the spectrum: sine10' }).waitFor()
    await withOptions(panel, async options => {
      expect(await options.getByLabel('Window', { exact: true }).inputValue()).toBe('flatTop')
    })
    await until('it is analysed again', async () => (await peaks(panel)).length > 0)
  })

  it('makes the browser complain of nothing', () => {
    expect(dashboard.problems).toEqual([])
  })
})
