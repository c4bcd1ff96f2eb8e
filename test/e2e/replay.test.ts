import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeViolations } from '../support/axe-violations'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { until } from '../support/until'

let host: HeadlessHost
let browser: Browser
let dashboard: DashboardPage
let page: Page
let replay: Locator

const device = 'sim:sine?channels=2&rate=50&seed=7'
const slider = (): Locator => replay.getByRole('slider')
/** Share of the capture that lies behind, 0 to 1000. */
const position = async (): Promise<number> => Number(await slider().inputValue())
const says = (words: string | RegExp): Promise<void> => replay.getByText(words).waitFor()
const lamp = (light: string): Locator => dashboard.channel('sine1').getByTestId('lamp').getByText(light)
const reds = (): Locator => dashboard.journal(/green.*red/i)

async function closeDevice(): Promise<void> {
  await dashboard.button(/^Actions for Sine/).click()
  await page.getByRole('menuitem', { name: 'Close device' }).click()
}

/** A simulator is recorded, goes red because of a spike, and is closed; then its capture is replayed. */
describe('a replay in the page', () => {
  beforeAll(async () => {
    ;[host, browser] = await Promise.all([startHeadlessHost({ open: [device] }), launchChromium()])
    dashboard = await openDashboard(browser, host.url)
    ;({ page } = dashboard)
    const { channel } = dashboard
    await channel('sine1').waitFor()
    await channel('sine1').getByRole('button').first().click()
    await page.getByLabel('Red above').fill('5')
    await page.getByLabel('Red above').press('Enter')
    // Once red it stays so for longer than this test.
    await page.getByLabel('Off-delay').fill('3600000')
    await page.getByLabel('Off-delay').press('Enter')
    await dashboard.journal('1 limit').first().waitFor()
    await dashboard.inject(/^Actions for Sine/, 'Spike')
    await lamp('Red').waitFor()
    await closeDevice()
    await page.getByTestId('start-sine').waitFor()
    replay = page.getByTestId('replay')
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('is begun from the palette, and shows the values and the red lamp again', async () => {
    const before = await reds().count()
    await page.keyboard.press('Control+k')
    await page.getByTestId('palette').getByRole('combobox').fill('Replay a capture')
    await page.keyboard.press('Enter')
    await dashboard.dialog().getByLabel('Speed').selectOption('100')
    const start = dashboard.button('Replay')
    await until('there is a capture to replay', () => start.isEnabled())
    await start.click()
    await dashboard.channel('sine1').waitFor()
    await page.getByText('Replay, not recorded').waitFor()
    await says('at its end')
    expect(await position()).toBe(1000)
    await lamp('Red').waitFor()
    await until('the journal has the red lamp again', async () => (await reds().count()) > before)
  })

  it('plays on from the beginning, and stands still where it is paused', async () => {
    await replay.getByLabel('Speed').selectOption('0.1')
    await replay.getByRole('button', { name: 'Play', exact: true }).click()
    await says('playing')
    await until('it moves', async () => (await position()) > 0)
    await replay.getByRole('button', { name: 'Pause the replay' }).click()
    await says('paused')
    expect(await position()).toBeLessThan(1000)
    const before = await position()
    await replay.getByRole('button', { name: 'One step' }).click()
    await until('it has gone on a little', async () => (await position()) > before)
  })

  it('jumps by keys, with the picture of that moment at once, and pauses the view there', async () => {
    await slider().focus()
    await page.keyboard.press('Home')
    await until('it is at the beginning', async () => (await position()) < 50)
    await lamp('Green').waitFor()
    await page.keyboard.press('End')
    await lamp('Red').waitFor()
    await page.keyboard.press('Home')
    await lamp('Green').waitFor()
    await page.keyboard.press('PageUp')
    await until('it is further on', async () => (await position()) >= 100)
    await dashboard.channel('sine1').waitFor()
    const before = await position()
    await page.keyboard.press('.')
    await until('a step', async () => (await position()) > before)
    await dashboard.button(/^Pause$/).click()
    await page.getByText(/^Paused at/).waitFor()
    await dashboard.button(/^Resume$/).click()
  })

  it('shows on its slider what happened, and goes from one to the next by a key, which is said', async () => {
    await page.getByTestId('replay-ticks').locator('[data-kind="red"]').first().waitFor()
    await slider().focus()
    await page.keyboard.press('Home')
    await until('it is at the beginning', async () => (await position()) < 50)
    await page.keyboard.press('n')
    await replay
      .getByRole('status')
      .filter({ hasText: /\d\d:\d\d:\d\d/ })
      .waitFor()
    await until('it is at the first event', async () => (await position()) > 0)
    const before = await position()
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+N')
    await until('there is none before the beginning', async () => (await position()) < before)
  })

  it('tells axe nothing', async () => {
    expect(await axeViolations(page)).toEqual([])
  })

  it('is closed like a device, and its capture is there to be replayed again', async () => {
    await closeDevice()
    await page.getByTestId('start-sine').waitFor()
    expect(await replay.count()).toBe(0)
    expect(dashboard.problems).toEqual([])
  })
})
