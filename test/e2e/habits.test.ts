import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { until } from '../support/until'

let host: HeadlessHost
let browser: Browser
let dashboard: DashboardPage
let page: Page

/** What axe finds in the element, each with where. */
async function violations(selector: string): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async within => {
    const tool = (globalThis as unknown as { axe: typeof axe }).axe
    const { violations: found } = await tool.run(within, { resultTypes: ['violations'] })
    return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
  }, selector)
}

/** Runs a command by typing some of its name into the palette. */
async function command(words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByTestId('palette').getByRole('combobox').fill(words)
  await page.keyboard.press('Enter')
  await page.getByTestId('palette').waitFor({ state: 'detached' })
}
const root = (name: string): Promise<string | null> =>
  page.evaluate(attribute => document.documentElement.getAttribute(attribute), name)

/** One page: each test goes on where the one before it ended. */
describe('habits', () => {
  beforeAll(async () => {
    ;[host, browser] = await Promise.all([startHeadlessHost({ open: ['sim:motor?seed=7'] }), launchChromium()])
    dashboard = await openDashboard(browser, host.url, {
      viewport: { width: 1440, height: 900 },
      colorScheme: 'light',
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin'
    })
    ;({ page } = dashboard)
    await dashboard.channel('vibration').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('finds a channel by some letters, and goes there by the keyboard', async () => {
    await page.keyboard.press('Control+k')
    const palette = page.getByTestId('palette')
    await palette.getByRole('combobox').fill('vibr')
    await palette.getByRole('option').first().getByText('Go to channel vibration').waitFor()
    expect(await violations('[data-testid="palette"]')).toEqual([])
    await page.keyboard.press('Enter')
    await palette.waitFor({ state: 'detached' })
    await page.getByLabel('Channel settings').getByText('vibration').first().waitFor()
  })

  it('shows what was run last first', async () => {
    await page.keyboard.press('Control+k')
    const first = page.getByTestId('palette').getByRole('option').first()
    await first.getByText('Go to channel vibration').waitFor()
    await page.keyboard.press('Escape')
  })

  it('lists every shortcut once, and those of the palette among them', async () => {
    await page.keyboard.press('?')
    const rows = page.getByRole('dialog').locator('dd')
    await rows.first().waitFor()
    expect(await violations('[role="dialog"]')).toEqual([])
    const chords = await page.getByRole('dialog').locator('dd .keys').allInnerTexts()
    const written = chords.map(chord => chord.replace(/\s+/g, '+'))
    expect(written).toEqual(expect.arrayContaining(['Space', 'F', 'C', 'E', 'T', '?', 'Ctrl+K', 'Ctrl+Shift+P']))
    // Esc leaves whatever one is in: a dialog, the presentation, the cursors.
    const others = written.filter(chord => chord !== 'Esc')
    expect(others.filter((chord, at) => others.indexOf(chord) !== at)).toEqual([])
    await page.keyboard.press('Escape')
    await dashboard.dialog().waitFor({ state: 'detached' })
  })

  it.each([
    ['light', 'rgb(255, 255, 255)'],
    ['dark', 'rgb(0, 0, 0)']
  ] as const)('has a high contrast theme that is %s with the system', async (colorScheme, ground) => {
    await page.emulateMedia({ colorScheme })
    await command('theme high contrast')
    await until('the ground changed', async () => {
      return (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)) === ground
    })
    await page.keyboard.press('Control+k')
    expect(await violations('[data-testid="palette"]')).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('writes times as UTC and since the start, everywhere and at once', async () => {
    await command('times utc')
    expect(await root('data-times')).toMatch(/^utc/)
    await command('times since the start')
    await page
      .getByTestId('journal-row')
      .first()
      .getByText(/^\+0:0\d:\d\d\.\d{3}$/)
      .waitFor()
    await command('times local')
  })

  it('moves in steps where less motion is asked for', async () => {
    expect(await root('data-motion')).toBeNull()
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await until('the page knows', async () => (await root('data-motion')) === 'less')
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    await command('less motion')
    await until('the setting counts too', async () => (await root('data-motion')) === 'less')
    await command('less motion')
  })

  it('speaks German at once, and English again', async () => {
    await command('deutsch')
    await dashboard.button('Verbinden').waitFor()
    expect(await root('lang')).toBe('de')
    await page.getByTestId('journal-row').filter({ hasText: 'Verbunden mit' }).first().waitFor()
    const words = await page.locator('body').innerText()
    expect(words).not.toMatch(/\b(Connect|Recording|Export data|Time span|Devices|Green|Pause|Search|Rejected)\b/)
    await command('english')
    await dashboard.button('Connect').waitFor()
  })

  it('tells of a red lamp on the page, in the title, and by the system while nobody looks', async () => {
    await page.evaluate(() => {
      const made: { title: string; body: string }[] = []
      class Told {
        static permission = 'default'
        static requestPermission(): Promise<string> {
          Told.permission = 'granted'
          return Promise.resolve('granted')
        }
        constructor(title: string, { body }: { body: string }) {
          made.push({ title, body })
        }
      }
      Object.assign(window, { Notification: Told, told: made })
    })
    await command('notify')
    await page.locator('.toast').filter({ hasText: 'Red lamps are notified' }).waitFor()
    await page.evaluate(() =>
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    )
    await page.getByLabel('Red above').fill('0.01')
    await page.getByLabel('Red above').press('Enter')
    await page.waitForFunction(() => document.title.startsWith('● 1 red'))
    await page.waitForFunction(() => (window as unknown as { told: unknown[] }).told.length > 0)
    const told = await page.evaluate(() => (window as unknown as { told: { title: string }[] }).told)
    expect(told).toHaveLength(1)
    expect(told[0].title).toMatch(/^vibration turned red( \d+ times)?$/)
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page
      .getByText(/^Paused at/)
      .first()
      .waitFor()
  })

  it('has everything again in another browser, after a restart', async () => {
    await command('theme dark')
    await command('times utc')
    await command('deutsch')
    await command('5 min zeigen')
    // Kept by the engine a moment after the change.
    await page.close()
    const { data } = host
    await until('the preferences are kept', async () => {
      const other = await openDashboard(browser, host.url, { locale: 'en-GB' })
      const connect = other.page.getByRole('button', { name: /^(Connect|Verbinden)$/ })
      await connect.waitFor()
      const words = await connect.innerText()
      await other.page.close()
      return words.trim() === 'Verbinden'
    })
    host.process.kill('SIGTERM')
    await new Promise(gone => host.process.once('exit', gone))
    host = await startHeadlessHost({ data, open: ['sim:motor?seed=7'] })
    const fresh = await openDashboard(browser, host.url, { locale: 'en-GB' })
    page = fresh.page
    await fresh.button('Verbinden').waitFor()
    await until('all is as it was', async () => {
      const now = [await root('data-theme'), (await root('data-times'))?.split(' ')[0], await root('lang')]
      return now.join() === 'dark,utc,de'
    })
    expect(fresh.problems).toEqual([])
  })
})
