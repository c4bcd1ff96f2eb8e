import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeViolations } from '../support/axe-violations'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'

let browser: Browser
let empty: HeadlessHost
let running: HeadlessHost
let dashboard: DashboardPage
let page: Page

describe('everybody can use the page', () => {
  beforeAll(async () => {
    ;[empty, running, browser] = await Promise.all([
      startHeadlessHost(),
      startHeadlessHost({ open: ['sim:motor?seed=7', 'sim:imu?seed=3'] }),
      launchChromium()
    ])
    dashboard = await openDashboard(browser, running.url, {
      viewport: { width: 1440, height: 900 },
      colorScheme: 'light',
      reducedMotion: 'reduce'
    })
    ;({ page } = dashboard)
    await dashboard.channel('gyro.z').waitFor()
    await dashboard.channel('vibration').getByRole('button').first().click()
  })
  afterAll(async () => {
    await browser?.close()
    await Promise.all([empty?.stop(), running?.stop()])
  })

  it.each(['light', 'dark'] as const)('finds no fault with the empty page, %s', async colorScheme => {
    const { page: first } = await openDashboard(browser, empty.url, { colorScheme })
    await first.getByTestId('start-weather').waitFor()
    expect(await axeViolations(first)).toEqual([])
    await first.close()
  })

  it.each(['light', 'dark'] as const)('finds no fault with a page full of devices, %s', async colorScheme => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await axeViolations(page)).toEqual([])
  })

  it('finds no fault with the page of a wrong token', async () => {
    const { page: refused } = await openDashboard(browser, running.url.replace(/token=.*/, 'token=wrong'))
    await refused.getByRole('heading', { name: 'This address is not valid any more' }).waitFor()
    expect(await axeViolations(refused)).toEqual([])
    await refused.close()
  })

  it.each([
    ['c', 'Connect a device'],
    ['e', 'Export'],
    ['?', 'Keyboard shortcuts']
  ])('finds no fault with the dialog behind "%s"', async (key, title) => {
    await page.keyboard.press(key)
    await page.getByRole('dialog', { name: title }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dashboard.dialog().waitFor({ state: 'detached' })
  })

  it('finds no fault with a dialog that shows what went wrong', async () => {
    await page.keyboard.press('c')
    await dashboard.dialog().getByLabel('Port', { exact: true }).fill('/dev/no-such-port')
    await page.keyboard.press('Enter')
    await dashboard.dialog().getByRole('alert').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('finds no fault with the simulator dialog, nor with the menu it is in', async () => {
    await page.getByRole('button', { name: 'Simulators' }).press('Enter')
    await page.getByRole('menu').waitFor()
    // A menu lies over the page, beside its landmarks, as the menu pattern has it.
    expect(await axeViolations(page, { except: ['region'] })).toEqual([])
    await page.getByRole('menuitem', { name: 'With options …' }).click()
    await page.getByRole('dialog', { name: 'Start a simulator' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('finds no fault with rejected lines, nor with settings that are not valid', async () => {
    await dashboard.inject(/^Actions for Motor/, 'Garbage bytes')
    await page.getByTestId('rejected').getByText('Rejected').waitFor()
    await page.getByTestId('rejected').press('Enter')
    await page.getByRole('dialog').getByTestId('reject-row').first().waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByLabel('Window').fill('many')
    await page.getByText('Not a number').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.getByLabel('Window').fill('50')
  })

  it('shows the focus at every stop of the Tab key, and comes to every region', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    const regions = new Set<string>()
    // Twice past the end of the page: the first round starts wherever the focus was last.
    for (let ends = 0; ends < 2;) {
      await page.keyboard.press('Tab')
      const focus = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement
        if (element === document.body) return null
        const style = getComputedStyle(element)
        const after = getComputedStyle(element, '::after')
        return {
          html: element.outerHTML.slice(0, 120),
          visible: style.outlineStyle !== 'none' || after.backgroundColor !== 'rgba(0, 0, 0, 0)',
          regions: [...document.querySelectorAll('nav, main, aside, section, header, footer, [role="region"]')]
            .filter(region => region.contains(element))
            .map(region => region.getAttribute('aria-label') ?? ''),
          panel: element.closest<HTMLElement>('.dock-panel')?.dataset.kind ?? ''
        }
      })
      if (focus === null) {
        ends++
        continue
      }
      expect(focus, focus.html).toMatchObject({ visible: true })
      for (const region of [...focus.regions, focus.panel]) regions.add(region)
    }
    expect([...regions]).toEqual(
      expect.arrayContaining(['Main', 'Devices', 'Panels', 'charts', 'journal', 'Channel settings', 'Status'])
    )
  }, 60_000)

  it('gives the focus back to where it was when a dialog is closed', async () => {
    await dashboard.button('Export').focus()
    await page.keyboard.press('Enter')
    await dashboard.dialog().waitFor()
    await page.keyboard.press('Escape')
    await dashboard.dialog().waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'export-button')
  })

  it('stays usable when zoomed to 200 %: nothing runs out of the page', async () => {
    await page.setViewportSize({ width: 720, height: 450 })
    await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth)
    for (const name of ['Channel settings', 'Journal', 'Status'])
      await page.getByLabel(name, { exact: true }).first().scrollIntoViewIfNeeded()
    expect(await axeViolations(page)).toEqual([])
  })
})
