import { readFileSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atRest, framesGoBy } from '../support/at-rest'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { until } from '../support/until'

let host: HeadlessHost
let browser: Browser
let dashboard: DashboardPage
let page: Page

const chart = (title: string): Locator =>
  page
    .getByTestId('chart')
    .filter({ has: page.getByRole('heading', { name: title }) })
    .first()
const lines = (title: string): Locator => chart(title).getByTestId('legend-line')
const row = (channel: string): Locator => dashboard.channel(channel).locator('.choose')

async function fromMenu(title: string, item: string): Promise<void> {
  await chart(title)
    .getByRole('button', { name: /^Actions for the chart/ })
    .press('Enter')
  await page.getByRole('menuitem', { name: item, exact: true }).press('Enter')
}
async function closeDialog(): Promise<void> {
  await page.keyboard.press('Escape')
  await dashboard.dialog().waitFor({ state: 'detached' })
}
/** Left of the plot, css px from the canvas' left edge, as the chart's own markup has it. */
function columnPicture(title: string, side: 'left' | 'right'): Promise<string> {
  return chart(title)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement, at) => {
      const part = document.createElement('canvas')
      ;[part.width, part.height] = [74, canvas.height]
      part.getContext('2d')!.drawImage(canvas, at === 'left' ? 0 : 74 - canvas.width, 0)
      return part.toDataURL()
    }, side)
}
/** Drags with the real mouse. */
async function drag(from: Locator, to: { x: number; y: number }): Promise<void> {
  const start = (await from.boundingBox())!
  await page.mouse.move(start.x + 12, start.y + 10)
  await page.mouse.down()
  await page.mouse.move(start.x + 40, start.y + 14, { steps: 3 })
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
}
async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = (await target.boundingBox())!
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
const clipboardText = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())

/** One page, one motor: each test goes on where the one before it ended. */
describe('axes, looks and contents of charts', () => {
  beforeAll(async () => {
    ;[host, browser] = await Promise.all([startHeadlessHost({ open: ['sim:motor?seed=7'] }), launchChromium()])
    dashboard = await openDashboard(browser, host.url, {
      viewport: { width: 1440, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write']
    })
    ;({ page } = dashboard)
    await dashboard.channel('vibration').waitFor()
    await chart('rpm').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('brings a channel that is dragged onto a chart into it, on an axis of its own', async () => {
    await drag(row('current'), await middleOf(chart('rpm')))
    await lines('rpm').nth(1).waitFor()
    expect(await lines('rpm').allInnerTexts()).toEqual([
      expect.stringContaining('rpm'),
      expect.stringContaining('current')
    ])
    await fromMenu('rpm', 'Axes and lines …')
    expect(await dashboard.dialog().getByTestId('axis-fields').locator('legend').allInnerTexts()).toEqual([
      'Axis 1 1/min · rpm',
      'Axis 2 A · current'
    ])
    await closeDialog()
  })

  it('keeps one left and right edge for all charts above each other', async () => {
    const labels = await page
      .getByTestId('chart')
      .locator('.notes')
      .evaluateAll(notes => notes.map(note => (note as HTMLElement).style.left))
    expect(labels.length).toBeGreaterThan(2)
    expect(new Set(labels).size).toBe(1)
  })

  it('fixes the ends of one axis, and refuses ends in the wrong order', async () => {
    await fromMenu('rpm', 'Axes and lines …')
    const axis = dashboard.dialog().getByTestId('axis-fields').nth(1)
    await axis.getByLabel('Highest').fill('50')
    await axis.getByLabel('Highest').press('Tab')
    await axis.getByLabel('Lowest').fill('90')
    await axis.getByLabel('Lowest').press('Tab')
    await axis.getByText('Lowest must be below highest').waitFor()
    await axis.getByLabel('Lowest').fill('-50')
    await axis.getByLabel('Lowest').press('Tab')
    await axis.getByText('Lowest must be below highest').waitFor({ state: 'detached' })
    await closeDialog()
    // A fixed axis stays where it is whatever comes.
    const still = await atRest(page, () => columnPicture('rpm', 'right'))
    await dashboard.inject(/^Actions for Motor/, 'Spike')
    await dashboard.journal('Spike injected').first().waitFor()
    await framesGoBy(page)
    expect(await columnPicture('rpm', 'right')).toBe(still)
  })

  it('draws decades on a log axis, and says that values not above zero are left out', async () => {
    const before = await columnPicture('vibration', 'left')
    await fromMenu('vibration', 'Axes and lines …')
    await dashboard.dialog().getByLabel('Logarithmic').check()
    await closeDialog()
    await until('the axis has changed', async () => (await columnPicture('vibration', 'left')) !== before)
    await chart('vibration').getByTestId('log-note').waitFor()
  })

  it('draws a channel larger and shifted, says so, and reads it truly', async () => {
    const fields = page.getByTestId('look-fields')
    await row('current').click()
    await fields.getByLabel('Scale').fill('10')
    await fields.getByLabel('Scale').press('Tab')
    await fields.getByLabel('Offset').fill('5')
    await fields.getByLabel('Offset').press('Tab')
    await expect.poll(() => chart('current').getByTestId('legend-scale').innerText()).toBe('×10 +5')
    const shown = Number((await chart('current').locator('.value').innerText()).replace('−', '-'))
    expect(Math.abs(shown)).toBeLessThan(20)
    await fields.getByLabel('Scale').fill('0')
    await fields.getByLabel('Scale').press('Tab')
    await fields.getByText('A number other than 0').waitFor()
    await fields.getByLabel('Scale').fill('10')
    await fields.getByLabel('Scale').press('Tab')
  })

  it('gives a channel dropped between charts, or asked for by its menu, a chart of its own', async () => {
    const count = await page.getByTestId('chart').count()
    const box = (await chart('current').boundingBox())!
    await drag(row('rpm'), { x: box.x + 300, y: box.y + 1 })
    await until('there is one more', async () => (await page.getByTestId('chart').count()) === count + 1)
    await row('vibration').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'New chart' }).click()
    await until('there is another one', async () => (await page.getByTestId('chart').count()) === count + 2)
    const last = page.getByTestId('chart').last()
    await last.scrollIntoViewIfNeeded()
    await last.getByRole('button', { name: /^Actions for the chart/ }).press('Enter')
    await page.getByRole('menuitem', { name: 'Remove chart' }).press('Enter')
    await until('it is gone', async () => (await page.getByTestId('chart').count()) === count + 1)
  })

  it('renames in place, by two presses in the list and by F2 in a legend', async () => {
    await dashboard.channel('rpm').locator('.name').dblclick()
    await page.getByLabel('Name of rpm').fill('Shaft speed')
    await page.getByLabel('Name of rpm').press('Enter')
    await chart('Shaft speed').waitFor()
    expect(await dashboard.channel('rpm').locator('.name').innerText()).toBe('Shaft speed')
    await lines('Shaft speed').first().locator('button.line').press('F2')
    await page.getByLabel('Name of rpm').fill('')
    await page.getByLabel('Name of rpm').press('Enter')
    await chart('rpm').waitFor()
    await row('rpm').press('F2')
    await page.getByLabel('Name of rpm').fill('Speed')
    await page.getByLabel('Name of rpm').press('Enter')
  })

  it('recolours by the swatch, in the list and in every legend', async () => {
    const stroke = (): Promise<string | null> =>
      chart('vibration').getByTestId('legend-line').locator('.swatch line').getAttribute('stroke')
    const before = await stroke()
    await dashboard.channel('vibration').getByTestId('channel-swatch').getByRole('button').click()
    await page.getByRole('dialog').getByLabel('Pink').check({ force: true })
    await page.getByRole('dialog').getByLabel('Dotted').check({ force: true })
    await page.keyboard.press('Escape')
    await until('it has another colour', async () => (await stroke()) !== before)
    expect(await stroke()).toBe('#981647')
    const dash = chart('vibration').getByTestId('legend-line').locator('.swatch line')
    expect(await dash.getAttribute('stroke-dasharray')).toBe('2 3')
  })

  it('shows as many decimals as asked for', async () => {
    await row('current').click()
    const decimals = page.getByTestId('look-fields').getByLabel('Decimals')
    await decimals.fill('1')
    await decimals.press('Tab')
    for (const value of [
      page.getByTestId('chosen-value'),
      dashboard.channel('current').getByTestId('channel-value'),
      chart('current').locator('.value')
    ])
      await expect.poll(async () => (await value.innerText()).trim()).toMatch(/^−?\d+\.\d( A)?$/)
  })

  it('copies a chart as a picture with its words, twice as fine as the screen', async () => {
    await fromMenu('Speed', 'Copy as PNG')
    await page.getByText('Copied: Speed as PNG').first().waitFor()
    const { width, colours } = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read()
      const picture = await createImageBitmap(await item.getType('image/png'))
      const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!
      context.drawImage(picture, 0, 0)
      const { data } = context.getImageData(0, 0, picture.width, picture.height)
      const seen = new Map<string, number>()
      for (let at = 0; at < data.length; at += 4) {
        const colour = `#${[0, 1, 2].map(part => data[at + part].toString(16).padStart(2, '0')).join('')}`
        seen.set(colour, (seen.get(colour) ?? 0) + 1)
      }
      return { width: picture.width, colours: Object.fromEntries(seen) }
    })
    const box = (await chart('Speed').locator('.plot').boundingBox())!
    expect(width).toBe(Math.round(box.width) * 2)
    // Ground, both lines.
    expect(colours['#ffffff']).toBeGreaterThan(10_000)
    expect(colours['#1440e3']).toBeGreaterThan(200)
    expect(colours['#b12209']).toBeGreaterThan(50)
  })

  it('copies a chart as vectors with its words as text', async () => {
    await fromMenu('Speed', 'Copy as SVG')
    await page.getByText('Copied: Speed as SVG').first().waitFor()
    const svg = await clipboardText()
    const { faults, texts, paths } = await page.evaluate(source => {
      const parsed = new DOMParser().parseFromString(source, 'image/svg+xml')
      return {
        faults: parsed.querySelectorAll('parsererror').length,
        texts: [...parsed.querySelectorAll('text')].map(text => text.textContent),
        paths: parsed.querySelectorAll('path').length
      }
    }, svg)
    expect(faults).toBe(0)
    expect(texts).toContain('Speed')
    expect(texts).toContain('Speed [1/min]')
    expect(texts).toContain('current [A] ×10 +5')
    expect(paths).toBeGreaterThan(5)
  })

  it('copies the data of the shown stretch as CSV: what the device sent, to the digit', async () => {
    await dashboard.button('Pause').click()
    await page
      .getByText(/^Paused at/)
      .first()
      .waitFor()
    await fromMenu('Speed', 'Copy data as CSV')
    await page
      .getByText(/^Copied: Speed, [\d,]+ samples, as CSV/)
      .first()
      .waitFor()
    const [header, ...rows] = (await clipboardText()).trim().split('\r\n')
    expect(header).toBe('time,rpm,current')
    expect(rows.length).toBeGreaterThan(100)
    const numbers = (text: readonly string[]): number[][] => text.map(cells => cells.split(',').map(Number))
    const copied = numbers(rows)
    // What was recorded of the same stretch is what the device sent.
    await dashboard.button('Export').click()
    await dashboard.dialog().getByText('Visible stretch').click()
    await dashboard.dialog().getByText('CSV').click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dashboard.dialog().getByRole('button', { name: 'Export' }).click()
    ])
    const [recordedHeader, ...recordedRows] = readFileSync(await download.path(), 'utf8')
      .trim()
      .split(/\r?\n/)
    expect(recordedHeader).toBe('time,rpm,current,vibration')
    const [from, to] = [copied[0][0], copied.at(-1)![0]]
    const recorded = numbers(recordedRows)
      .filter(([time]) => time >= from && time <= to)
      .map(cells => cells.slice(0, 3))
    expect(recorded).toEqual(copied)
    await closeDialog()
    await page.keyboard.press('f')
  })

  it('offers the file where the browser does not allow copying', async () => {
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
    })
    await fromMenu('Speed', 'Copy as SVG')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the file' }).click()
    ])
    expect(download.suggestedFilename()).toMatch(/^Motor.*Speed.*\.svg$/)
  })

  it('remembers all of it over a reload', async () => {
    // What is changed is sent to the engine a moment later; another page sees it once it has arrived.
    const other = await openDashboard(browser, host.url)
    await other.channel('rpm').getByText('Speed').waitFor()
    await other.channel('current').getByTestId('channel-value').getByText(/\.\d$/).waitFor()
    await other.page.close()
    await page.reload()
    await dashboard.channel('rpm').waitFor()
    await chart('Speed').waitFor()
    await lines('Speed').nth(1).waitFor()
    expect(await chart('current').getByTestId('legend-scale').innerText()).toBe('×10 +5')
    expect(
      await chart('vibration').getByTestId('legend-line').locator('.swatch line').getAttribute('stroke-dasharray')
    ).toBe('2 3')
    await chart('vibration').getByTestId('log-note').waitFor()
    await expect
      .poll(async () => (await dashboard.channel('current').getByTestId('channel-value').innerText()).trim())
      .toMatch(/^−?\d+\.\d$/)
    await fromMenu('Speed', 'Axes and lines …')
    expect(await dashboard.dialog().getByTestId('axis-fields').nth(1).getByLabel('Highest').inputValue()).toBe('50')
    await closeDialog()
  }, 40_000)

  it('takes a line out of a chart by Delete', async () => {
    await lines('Speed').nth(1).locator('button.line').press('Delete')
    await until(
      'one line is left',
      async () => (await lines('Speed').first().locator('..').locator('li').count()) === 1
    )
  })

  it('never printed an error or a warning', () => {
    expect(dashboard.problems).toEqual([])
  })
})
