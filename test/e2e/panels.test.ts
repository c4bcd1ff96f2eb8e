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

const looks = [
  { name: 'light', media: { colorScheme: 'light', contrast: 'no-preference' } },
  { name: 'dark', media: { colorScheme: 'dark', contrast: 'no-preference' } },
  { name: 'high contrast', media: { colorScheme: 'light', contrast: 'more' } }
] as const

/** Asks for the look, and waits until the page has it. */
async function look(media: (typeof looks)[number]['media']): Promise<void> {
  await page.emulateMedia({ ...media, reducedMotion: 'reduce' })
  await page.waitForFunction(
    contrast => (document.documentElement.dataset.contrast ?? 'no-preference') === contrast,
    media.contrast
  )
}

/** How many colours the panel's largest canvas shows: 1 is an empty one. */
const colours = (panel: Locator): Promise<number> =>
  panel.locator('canvas').evaluateAll(all => {
    const [canvas] = (all as HTMLCanvasElement[]).sort(
      (one, other) => other.width * other.height - one.width * one.height
    )
    if (!canvas || canvas.width === 0 || canvas.height === 0) return 0
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!
    copy.drawImage(canvas, 0, 0)
    return new Set(new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size
  })
const isPainted = async (panel: Locator): Promise<boolean> => (await colours(panel)) > 3
const says =
  (words: RegExp) =>
  async (panel: Locator): Promise<boolean> =>
    words.test(await panel.innerText())

/** Drags a channel from the list of devices with the mouse, as a hand does. */
async function drag(channel: string, target: Locator): Promise<void> {
  const from = (await dashboard.channel(channel).locator('.name').boundingBox())!
  const to = (await target.boundingBox())!
  await page.mouse.move(from.x + 10, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(from.x + 30, from.y + from.height / 2 + 10, { steps: 4 })
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 })
  await page.mouse.up()
}

/** Adds a panel from the menu; it comes to the front. */
async function add(kind: string): Promise<Locator> {
  const known = await page.locator('.dock-panel').evaluateAll(all => all.map(one => one.getAttribute('data-testid')))
  await page.getByTestId('add-panel').click()
  await page.getByRole('menuitem', { name: kind, exact: true }).click()
  await page.getByRole('menu').waitFor({ state: 'detached' })
  const fresh = async (): Promise<string | undefined> => {
    const shown = await page
      .locator('.dock-panel:visible')
      .evaluateAll(all => all.map(one => one.getAttribute('data-testid') ?? ''))
    return shown.find(one => !known.includes(one))
  }
  await until('the panel is there', async () => (await fresh()) !== undefined)
  return page.getByTestId((await fresh())!)
}

/** Every kind of panel: its name, what is done first, and what shows that it works. */
const kinds: readonly {
  readonly name: string
  readonly channels?: readonly string[]
  readonly works: (panel: Locator) => Promise<boolean>
}[] = [
  { name: 'Charts', works: isPainted },
  { name: 'Measure', works: says(/No cursors are set/) },
  { name: 'Spectrum', channels: ['vibration'], works: isPainted },
  { name: 'Waterfall', channels: ['vibration'], works: isPainted },
  { name: 'Histogram', channels: ['vibration'], works: isPainted },
  { name: 'XY', channels: ['accel.x', 'accel.y'], works: isPainted },
  { name: 'Gauge', works: says(/rpm\s+(Green|Yellow|Red)\s+\d/) },
  { name: 'Big number', works: says(/rpm[^]*\d[^]*1\/min/) },
  { name: 'Table', works: says(/vibration\s+−?\d/) },
  { name: 'State timeline', works: isPainted },
  { name: 'Terminal', works: says(/RX\s*-?\d+(\.\d+)?,/) },
  { name: 'Journal', works: async panel => (await panel.getByTestId('journal-row').count()) > 0 },
  { name: 'Map', works: says(/46\.\d+°, 7\.\d+°/) },
  { name: 'Orientation', works: says(/Roll\s*−?\d+\.\d °/) },
  { name: 'Trigger', works: says(/Not armed[^]*arm the trigger/) },
  { name: 'Captures', works: says(/Motor/) },
  { name: 'Compare', works: says(/Nothing is chosen/) },
  { name: 'SQL query', works: says(/Ask this capture/) }
]

describe('every kind of panel', () => {
  beforeAll(async () => {
    ;[host, browser] = await Promise.all([
      startHeadlessHost({ open: ['sim:motor?seed=7', 'sim:imu?seed=3', 'sim:gps?seed=1'] }),
      launchChromium()
    ])
    dashboard = await openDashboard(browser, host.url, {
      viewport: { width: 1440, height: 900 },
      colorScheme: 'light',
      reducedMotion: 'reduce'
    })
    ;({ page } = dashboard)
    await dashboard.channel('latitude').waitFor()
    await dashboard.channel('rpm').getByRole('button').first().click()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('is offered by the menu', async () => {
    await page.getByTestId('add-panel').click()
    const offered = await page.getByRole('menuitem').allInnerTexts()
    expect(offered.map(name => name.trim())).toEqual(kinds.map(({ name }) => name))
    await page.keyboard.press('Escape')
  })

  it.each(kinds)('shows something real beside a live device, and axe finds no fault: $name', async kind => {
    const panel = await add(kind.name)
    for (const channel of kind.channels ?? []) await drag(channel, panel)
    await until(`${kind.name} works`, () => kind.works(panel))
    const within = `[data-testid="${await panel.getAttribute('data-testid')}"]`
    for (const { name, media } of looks) {
      await look(media)
      // Looks differ in colours only: all else is examined once.
      const onlyColours = name !== 'light'
      expect(await axeViolations(page, { within, onlyColours }), `${kind.name}, ${name}`).toEqual([])
    }
  })

  it('adds a channel that is dropped on it to those it shows', async () => {
    await page.getByRole('tab', { name: 'Histogram' }).click()
    const panel = page.locator('.dock-panel[data-kind="histogram"]')
    await panel.getByRole('button', { name: 'Channels of the histogram: vibration' }).waitFor()
    await drag('current', panel)
    await panel.getByRole('button', { name: 'Channels of the histogram: vibration, current' }).waitFor()
    // Once more changes nothing.
    await drag('current', panel)
    await until('both are counted', async () => (await panel.getByTestId('histogram-facts').count()) === 2)
  })

  it('stand beside each other without a fault of the page as a whole', async () => {
    expect(await axeViolations(page)).toEqual([])
  })

  it('makes the browser complain of nothing', () => {
    expect(dashboard.problems).toEqual([])
  })
})
