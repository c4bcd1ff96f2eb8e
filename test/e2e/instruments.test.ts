import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeViolations } from '../support/axe-violations'
import { canvasColours } from '../support/canvas-colours'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { type SerialCable, serialCable } from '../support/socat'
import { until } from '../support/until'

let host: HeadlessHost
let browser: Browser
let cable: SerialCable
let dashboard: DashboardPage
let page: Page

/** Adds a panel from the menu; it comes to the front of its group. */
async function add(kind: string, name: string): Promise<Locator> {
  await page.getByTestId('add-panel').click()
  await page.getByRole('menuitem', { name, exact: true }).click()
  const panel = page.locator(`.dock-panel[data-kind="${kind}"]`)
  await panel.waitFor()
  return panel
}

/** A pseudo-terminal that sends known numbers, beside a GPS and a motion sensor. */
describe('instruments', () => {
  beforeAll(async () => {
    cable = await serialCable()
    ;[host, browser] = await Promise.all([
      startHeadlessHost({ open: [`serial:${cable.path}`, 'sim:gps', 'sim:imu'] }),
      launchChromium()
    ])
    dashboard = await openDashboard(browser, host.url, { viewport: { width: 1440, height: 900 } })
    ;({ page } = dashboard)
    await dashboard.channel('gyro.z').waitFor()
    await cable.write('level (m),flow\n1.5,10\n2.5,20\n')
    for (let line = 0; line < 20; line++) await cable.write(`${line % 2 === 0 ? 3.25 : 2.5},15\n`)
    await dashboard.channel('level').getByRole('button').first().click()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
    await cable?.dispose()
  })

  it('show the chosen channel as a big number with its unit and its lowest and highest value', async () => {
    const panel = await add('number', 'Big number')
    await until('the value is shown', async () => /2[.]50?\s*m/.test(await panel.getByTestId('big-number').innerText()))
    await panel.getByText(/^1[.]50? … 3[.]25$/).waitFor()
  })

  it('show a gauge that says its value and its ends', async () => {
    const panel = await add('gauge', 'Gauge')
    const gauge = panel.getByTestId('gauge')
    await gauge.waitFor()
    expect(await gauge.getAttribute('aria-valuenow')).toBe('2.5')
    expect(Number(await gauge.getAttribute('aria-valuemin'))).toBeLessThanOrEqual(1.5)
    expect(Number(await gauge.getAttribute('aria-valuemax'))).toBeGreaterThanOrEqual(3.25)
    // In a narrow panel the options are behind a button.
    await panel.getByRole('button', { name: 'Options' }).click()
    await page.getByLabel('To', { exact: true }).fill('100')
    await page.getByLabel('To', { exact: true }).press('Enter')
    await page.keyboard.press('Escape')
    await until('the scale ends there', async () => (await gauge.getAttribute('aria-valuemax')) === '100')
  })

  it('count every sample in the table, and start anew when reset', async () => {
    const panel = await add('table', 'Table')
    const cell = (column: string): Locator =>
      panel.locator(`[data-testid="table-row"][data-channel="level"] [data-column="${column}"]`)
    await cell('min').waitFor()
    const number = async (column: string): Promise<number> => Number(await cell(column).innerText())
    expect(await number('min')).toBe(1.5)
    expect(await number('max')).toBe(3.25)
    // (1.5 + 2.5 + 10 x 3.25 + 10 x 2.5) / 22
    expect(await number('mean')).toBeCloseTo(2.8, 1)
    await panel.getByRole('button', { name: 'Start the totals of level anew' }).click()
    await until('nothing is counted any more', async () => (await cell('max').innerText()) === '–')
    await cable.write('7.75,15\n')
    await until('the new sample is all there is', async () => (await number('min')) === 7.75)
    await panel.getByRole('button', { name: 'Channel', exact: true }).click()
    expect(await panel.locator('th[aria-sort="ascending"]').innerText()).toContain('Channel')
  })

  it('show lamps over time, in their colours and in words', async () => {
    const panel = await add('states', 'State timeline')
    await page.getByLabel('Red above').fill('5')
    await page.getByLabel('Red above').press('Enter')
    await cable.write('9,15\n')
    const lanes = panel.getByTestId('states-lanes')
    await until('the lamp is told', async () => /level Red/.test((await lanes.getAttribute('aria-label')) ?? ''))
    await until('a red bar is painted', async () => (await canvasColours(panel.locator('canvas'))).red > 20)
  })

  it('show where the device is on a map that fetches nothing', async () => {
    const foreign: string[] = []
    page.on('request', request => {
      if (new URL(request.url()).origin !== new URL(host.url).origin) foreign.push(request.url())
    })
    const panel = await add('map', 'Map')
    await until('the place is written', async () =>
      /46\.0\d+°, 7\.7\d+°/.test(await panel.getByTestId('map-place').innerText())
    )
    await until('a trail is painted', async () => (await canvasColours(panel.locator('canvas'))).blue > 20)
    const before = await canvasColours(panel.locator('canvas'))
    await panel.getByTestId('map-view').press('-')
    await until('it was zoomed', async () => (await canvasColours(panel.locator('canvas'))).blue !== before.blue)
    await panel.getByTestId('map-view').press('Home')
    expect(foreign).toEqual([])
  })

  it('show how a motion sensor lies', async () => {
    const panel = await add('orientation', 'Orientation')
    const figures = panel.getByTestId('orientation-figures')
    await until('angles are written', async () => /Roll\s*−?\d+\.\d °/.test(await figures.innerText()))
    await panel.getByText('without a compass it drifts').waitFor()
    await until('a board is painted', async () => (await canvasColours(panel.locator('canvas'))).blue > 100)
  })

  it('are free of faults for axe in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await axeViolations(page)).toEqual([])
    }
    expect(dashboard.problems).toEqual([])
  })
})
