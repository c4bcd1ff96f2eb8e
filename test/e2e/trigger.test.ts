import { readFileSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
let trigger: Locator
let device: ReturnType<typeof setInterval>
/** Times of the rows of the captured stretch, ms. */
let exported: readonly number[] = []
/** What the device says from now on. */
let level = 1

async function set(field: string, value: string): Promise<void> {
  await trigger.getByLabel(field).fill(value)
  await trigger.getByLabel(field).press('Enter')
}
const state = (): Promise<string> => trigger.getByTestId('trigger-state').innerText()
const said = (words: RegExp): Promise<void> =>
  until(`the trigger says ${String(words)}`, async () => words.test(await state()))
async function stretch(): Promise<{ from: number; to: number }> {
  const capture = trigger.getByTestId('trigger-capture')
  await capture.waitFor()
  const [from, to] = await Promise.all(['data-from', 'data-to'].map(name => capture.getAttribute(name)))
  return { from: Number(from), to: Number(to) }
}

/** A pseudo-terminal that sends fifty rows a second, whose first column the test steps up and down. */
describe('triggers and derived channels', () => {
  beforeAll(async () => {
    cable = await serialCable()
    ;[host, browser] = await Promise.all([startHeadlessHost({ open: [`serial:${cable.path}`] }), launchChromium()])
    let row = 0
    device = setInterval(() => void cable.write(`${level},${row++ % 7}\n`).catch(() => undefined), 20)
    await cable.write('step,saw\n')
    dashboard = await openDashboard(browser, host.url)
    ;({ page } = dashboard)
    await dashboard.channel('step').waitFor()
    await page.getByTestId('add-panel').click()
    await page.getByRole('menuitem', { name: 'Trigger', exact: true }).click()
    trigger = page.getByTestId('trigger')
    await trigger.waitFor()
    const settings = trigger.getByRole('button', { name: 'Show the settings' })
    if ((await settings.count()) > 0) await settings.click()
    await trigger.getByLabel('Channel', { exact: true }).selectOption('step')
    await set('Level', '5')
    await set('Before', '300')
    await set('After', '200')
  })
  afterAll(async () => {
    clearInterval(device)
    await browser?.close()
    await host?.stop()
    await cable?.dispose()
  })

  it('says what is wrong with a field, and does not arm', async () => {
    await set('Level', 'much')
    await trigger.getByRole('alert').getByText('Not a number').waitFor()
    expect(await trigger.getByTestId('trigger-arm').isDisabled()).toBe(true)
    await set('Level', '5')
  })

  it('single: waits, freezes the stretch around the first edge while recording goes on, and stops', async () => {
    await trigger.getByTestId('trigger-arm').click()
    await said(/Waiting/)
    level = 9
    await said(/Stopped, captured 1 time$/)
    const held = await stretch()
    expect(Math.round(held.to - held.from)).toBe(500)
    await trigger.getByRole('img', { name: /^Captured, 500 ms, paused at / }).waitFor()
    const samples = async (): Promise<string> => page.getByTestId('recording-sign').innerText()
    const before = await samples()
    await until('recording goes on', async () => (await samples()) !== before)
    level = 1
    await until('the level is back', async () =>
      /^1\b/.test(await dashboard.channel('step').getByTestId('channel-value').innerText())
    )
    level = 9
    await dashboard.channel('step').getByTestId('channel-value').getByText('9').waitFor()
    expect(await stretch()).toEqual(held)
  })

  it('normal: captures again and again, and one can go back to those before', async () => {
    level = 1
    await dashboard.channel('step').getByTestId('channel-value').getByText('1').waitFor()
    await trigger.getByLabel('Mode').selectOption('normal')
    await trigger.getByTestId('trigger-arm').click()
    await said(/Waiting/)
    const first = await stretch()
    level = 9
    await until('another stretch is held', async () => (await stretch()).from !== first.from)
    const second = await stretch()
    level = 1
    await dashboard.channel('step').getByTestId('channel-value').getByText('1').waitFor()
    level = 9
    await until('a third stretch is held', async () => (await stretch()).from !== second.from)
    await trigger.getByRole('button', { name: 'Previous capture' }).click()
    await until('the one before is shown', async () => (await stretch()).from === second.from)
    await trigger.getByRole('button', { name: 'Next capture' }).click()
    await until('the newest is shown', async () => (await stretch()).from > second.from)
  })

  it('auto: captures also when nothing happens', async () => {
    await set('Level', '100')
    await trigger.getByLabel('Mode').selectOption('auto')
    await set('Auto after', '100')
    await until('a stretch without an event is held', async () =>
      /without an event/.test((await trigger.getByTestId('trigger-hits').locator('option').allInnerTexts()).join())
    )
    await trigger.getByTestId('trigger-stop').click()
    await said(/Stopped/)
  })

  it('exports exactly the stretch it holds', async () => {
    const held = await stretch()
    await trigger.getByRole('button', { name: 'Export this stretch' }).click()
    const dialog = dashboard.dialog()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export' }).click()
    ])
    const [, ...rows] = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n')
    const times = rows.map(row => Number(row.split(',')[0]))
    exported = times
    expect(times.length).toBeGreaterThan(2)
    expect(times[0]).toBeGreaterThanOrEqual(held.from - 1)
    expect(times.at(-1)).toBeLessThanOrEqual(held.to + 1)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('says in the dialog where an expression is wrong, and what it is now when it is right', async () => {
    await page.getByTestId('session').getByRole('button', { name: 'Derived channels …' }).click()
    const dialog = dashboard.dialog()
    await dialog.getByLabel('Name', { exact: true }).fill('sum')
    await dialog.getByLabel('Expression').fill('step + (saw')
    await dialog
      .getByTestId('expression-note')
      .getByText(/^At character \d+: /)
      .waitFor()
    await dialog.getByLabel('Expression').fill('step * 10 + saw')
    await dialog
      .getByTestId('expression-note')
      .getByText(/^Now: 9\d/)
      .waitFor()
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await dialog.waitFor({ state: 'detached' })
  })

  it('charts, records and exports a derived channel with the values it is computed from', async () => {
    const row = dashboard.channel('sum')
    await row.getByRole('img', { name: /^Derived/ }).waitFor()
    await until('it has values', async () => /^9\d/.test(await row.getByTestId('channel-value').innerText()))
    await dashboard.button('Export').click()
    const dialog = dashboard.dialog()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export' }).click()
    ])
    const [head, ...rows] = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n')
    const names = head.split(',')
    const computed = rows
      .map(one => one.split(',').map(Number))
      .map(values => Object.fromEntries(names.map((name, at) => [name, values[at]])))
      .filter(({ sum }) => sum)
    const within = rows
      .map(one => Number(one.split(',')[0]))
      .filter(time => time >= exported[0] && time <= exported[exported.length - 1])
    expect(within).toEqual(exported)
    expect(computed.length).toBeGreaterThan(5)
    for (const { step, saw, sum } of computed) expect(sum).toBe(step * 10 + saw)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('takes a trigger out of the engine when its panel is closed', async () => {
    const second = await openDashboard(browser, host.url)
    const state = second.page.getByTestId('trigger-state').first()
    await state.getByText(/Stopped/).waitFor()
    await page.getByRole('tab', { name: 'Trigger', exact: true }).press('Delete')
    await trigger.waitFor({ state: 'detached' })
    // The other page still shows the panel, of which the engine knows nothing any more.
    await state.getByText('Not armed').waitFor()
    await second.page.close()
    expect(second.problems).toEqual([])
  })

  it('never printed an error or a warning', () => {
    expect(dashboard.problems).toEqual([])
  })
})
