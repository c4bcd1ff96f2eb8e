import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { until } from '../support/until'

const data = mkdtempSync(join(tmpdir(), 'signalbox-workspace-'))
let host: HeadlessHost
let browser: Browser
let dashboard: DashboardPage
let page: Page

const tab = (name: string): Locator => page.getByRole('tab', { name, exact: true })
const tabs = (): Promise<string[]> =>
  page.getByRole('tab').evaluateAll(all => all.map(one => one.getAttribute('aria-label') ?? '').sort())
const shows = (...names: string[]): Promise<void> =>
  until(`the tabs are ${names.join(', ')}`, async () => (await tabs()).join() === [...names].sort().join())

/** A button pressed while its menu is still going away only closes it. */
const noMenu = (): Promise<void> => page.getByRole('menu').first().waitFor({ state: 'detached' })

async function add(kind: string): Promise<void> {
  await page.getByTestId('add-panel').click()
  await page.getByRole('menuitem', { name: kind, exact: true }).click()
  await noMenu()
  await tab(kind).waitFor()
}
async function layoutMenu(item: string | RegExp): Promise<void> {
  await page.getByTestId('layout-menu').click()
  await page.getByRole('menuitem', { name: item }).click()
  await noMenu()
}
async function panelMenu(panel: string, item: string): Promise<void> {
  await dashboard.button(`Actions for panel ${panel}`).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
  await noMenu()
}
async function left(name: string): Promise<number> {
  return (await tab(name).boundingBox())?.x ?? Number.NaN
}
async function open(url: string): Promise<void> {
  dashboard = await openDashboard(browser, url)
  ;({ page } = dashboard)
  await dashboard.channel('rpm').waitFor()
  await page.getByRole('tab').first().waitFor()
}
/** What is remembered is sent a moment after the last change. */
async function remembered(words: string): Promise<void> {
  await until('the engine has written it down', () => {
    try {
      return Promise.resolve(readFileSync(join(data, 'preferences.json'), 'utf8').includes(words))
    } catch {
      return Promise.resolve(false)
    }
  })
}

/** One page, one motor: each test goes on where the one before it ended. */
describe('the workspace that people arrange themselves', () => {
  beforeAll(async () => {
    ;[host, browser] = await Promise.all([startHeadlessHost({ data, open: ['sim:motor?seed=7'] }), launchChromium()])
    await open(host.url)
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
    rmSync(data, { recursive: true, force: true })
  })

  it('starts with the charts above the journal', async () => {
    await shows('Charts', 'Journal')
    const [charts, journal] = [await tab('Charts').boundingBox(), await tab('Journal').boundingBox()]
    expect(journal!.y).toBeGreaterThan(charts!.y + 300)
  })

  it('adds panels of every kind asked for', async () => {
    await add('Table')
    await add('Gauge')
    await shows('Charts', 'Journal', 'Table', 'Gauge')
    expect(await page.locator('[data-kind="gauge"]').count()).toBe(1)
  })

  it('splits where a tab is dropped', async () => {
    expect(Math.abs((await tab('Table').boundingBox())!.y - (await tab('Gauge').boundingBox())!.y)).toBeLessThan(2)
    const from = (await tab('Gauge').boundingBox())!
    const target = (await page.locator('[data-kind="charts"]').boundingBox())!
    await page.mouse.move(from.x + 20, from.y + 12)
    await page.mouse.down()
    await page.mouse.move(from.x, from.y + 60, { steps: 4 })
    await page.mouse.move(target.x + 16, target.y + target.height / 2, { steps: 6 })
    await page.mouse.up()
    await until('the gauge stands left of the charts', async () => (await left('Gauge')) < (await left('Charts')))
  })

  it('says what can be undone, undoes it and does it again', async () => {
    await page.getByTestId('layout-menu').click()
    await page.getByRole('menuitem', { name: 'Undo: move Gauge' }).click()
    await until('the gauge is back', async () => (await left('Gauge')) > (await left('Charts')))
    await page.keyboard.press('Control+Shift+z')
    await until('the gauge is left again', async () => (await left('Gauge')) < (await left('Charts')))
  })

  it('floats a panel, and the keys go on working', async () => {
    await panelMenu('Gauge', 'Float')
    await page.getByRole('dialog', { name: 'Gauge' }).waitFor()
    await page.keyboard.press('Control+z')
    await page.getByRole('dialog', { name: 'Gauge' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+z')
    await page.getByRole('dialog', { name: 'Gauge' }).waitFor()
  })

  it('renames a panel in place; the field keeps undo for itself', async () => {
    await tab('Table').dblclick()
    const field = page.getByLabel('New title of Table')
    await field.fill('Numbers')
    await field.press('Control+z')
    await page.getByRole('dialog', { name: 'Gauge' }).waitFor()
    await field.fill('Numbers')
    await field.press('Enter')
    await shows('Charts', 'Journal', 'Numbers', 'Gauge')
  })

  it('is arranged by keys alone', async () => {
    await tab('Charts').focus()
    await page.keyboard.press('F6')
    await until('another tab has the focus', async () =>
      page.evaluate(() => document.activeElement?.getAttribute('role') === 'tab')
    )
    await tab('Numbers').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+Alt+ArrowLeft')
    await until('it has moved left', async () => (await left('Numbers')) < (await left('Charts')))
    const width = async (): Promise<number> => (await page.locator('[data-kind="table"]').boundingBox())!.width
    const before = await width()
    await page.keyboard.press('Alt+Shift+ArrowRight')
    await until('it is wider', async () => (await width()) > before + 20)
    await tab('Numbers').focus()
    await page.keyboard.press('F2')
    await page.getByLabel('New title of Numbers').press('Escape')
    await tab('Journal').focus()
    await page.keyboard.press('Delete')
    await shows('Charts', 'Numbers', 'Gauge')
    await page.keyboard.press('Control+z')
    await shows('Charts', 'Journal', 'Numbers', 'Gauge')
  })

  it('keeps a layout under a name, and everything over a reload', async () => {
    await layoutMenu('Save as …')
    await dashboard.dialog().getByLabel('Name of the present layout').fill('Bench')
    await page.keyboard.press('Enter')
    await dashboard.dialog().getByText('Bench', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await remembered('Bench')
    await page.reload()
    await shows('Charts', 'Journal', 'Numbers', 'Gauge')
    await page.getByRole('dialog', { name: 'Gauge' }).waitFor()
    expect(await left('Numbers')).toBeLessThan(await left('Charts'))
  })

  it('keeps it over a restart of the engine, whatever the port', async () => {
    await layoutMenu('Reset to the default')
    await shows('Charts', 'Journal')
    await remembered('"Bench"')
    await page.close()
    await host.stop()
    host = await startHeadlessHost({ data, open: ['sim:motor?seed=7'] })
    await open(host.url)
    await shows('Charts', 'Journal')
    await layoutMenu('Bench')
    await shows('Charts', 'Journal', 'Numbers', 'Gauge')
  }, 60_000)

  it('writes a layout to a file and reads it; a file that is none changes nothing and says why', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), layoutMenu('Export layout …')])
    const file = await download.path()
    await layoutMenu('Reset to the default')
    await shows('Charts', 'Journal')
    const choose = async (path: string): Promise<void> => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), layoutMenu('Import layout …')])
      await chooser.setFiles(path)
    }
    const bad = join(data, 'bad.json')
    writeFileSync(bad, '{"layout":{"version":1,"grid":{}}}')
    await choose(bad)
    await page
      .getByText(/This is not a layout of Signalbox/)
      .first()
      .waitFor()
    await shows('Charts', 'Journal')
    const good = join(data, 'good.json')
    writeFileSync(good, readFileSync(file))
    await choose(good)
    await shows('Charts', 'Journal', 'Numbers', 'Gauge')
  })

  it('shows a placeholder for a panel of a newer version, and only there', async () => {
    const exported = join(data, 'newer.json')
    const layout = JSON.parse(readFileSync(join(data, 'good.json'), 'utf8')) as { layout: { panels: object } }
    Object.assign(layout.layout.panels, { 'new-1': { kind: 'hologram', title: '', options: {} } })
    writeFileSync(exported, JSON.stringify(layout))
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), layoutMenu('Import layout …')])
    await chooser.setFiles(exported)
    await page.getByText('This version of Signalbox has no panel "hologram"').waitFor()
    await page.locator('[data-testid="panel-new-1"]').getByRole('button', { name: 'Close' }).click()
    await shows('Charts', 'Journal', 'Numbers', 'Gauge')
  })

  it('brings the layout of a set of devices back', async () => {
    await page.getByRole('button', { name: 'Simulators' }).click()
    await page.getByRole('menuitem', { name: /^Weather/ }).click()
    await dashboard.channel('humidity').waitFor()
    await shows('Charts', 'Journal', 'Numbers', 'Gauge')
    await layoutMenu('Reset to the default')
    await shows('Charts', 'Journal')
    await dashboard.button(/^Actions for Weather/).click()
    await page.getByRole('menuitem', { name: 'Close device' }).click()
    await shows('Charts', 'Journal', 'Numbers', 'Gauge')
  })

  it('presents: panels, lamps and the recording sign, until Escape', async () => {
    await tab('Charts').focus()
    await page.keyboard.press('p')
    await page.getByTestId('channel-row').first().waitFor({ state: 'detached' })
    await page.getByTestId('recording-sign').waitFor()
    expect(await page.getByTestId('lamp').count()).toBeGreaterThan(2)
    await page.keyboard.press('Escape')
    await dashboard.channel('rpm').waitFor()
  })

  it('hides and shows the side bars', async () => {
    await page.keyboard.press('Control+b')
    await page.getByTestId('channel-row').first().waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await dashboard.channel('rpm').waitFor()
  })

  it('has no fault that axe finds, floating panel included', async () => {
    await page.evaluate(axe.source)
    const found = await page.evaluate(async () => {
      const tool = (globalThis as unknown as { axe: typeof axe }).axe
      const { violations } = await tool.run(document, { resultTypes: ['violations'] })
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
    })
    expect(found).toEqual([])
  })

  it('never printed an error or a warning', () => {
    expect(dashboard.problems).toEqual([])
  })
})
