import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { framesGoBy } from '../support/at-rest'
import { axisPicture, chartPicture, linePixels } from '../support/chart-pixels'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { until } from '../support/until'

let host: HeadlessHost
let browser: Browser
let dashboard: DashboardPage
let page: Page

const samples = async (): Promise<number> => Number((await page.getByTestId('byte-rate').innerText()).split(/\s/)[0])

/** Finds words in the journal; by its search, because a list of thousands makes only the rows in sight. */
async function told(words: string): Promise<void> {
  await page.getByLabel('Search the journal').fill(words)
  await dashboard.journal(words).first().waitFor()
  await page.getByLabel('Search the journal').fill('')
}

/** One page, one motor: each test goes on where the one before it ended. */
describe('what one does on the page', () => {
  beforeAll(async () => {
    ;[host, browser] = await Promise.all([startHeadlessHost(), launchChromium()])
    dashboard = await openDashboard(browser, host.url)
    ;({ page } = dashboard)
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('charts a simulator at one click', async () => {
    await page.getByTestId('start-motor').click()
    await dashboard.channel('vibration').waitFor()
    await until('lines are drawn', async () => (await linePixels(page)) > 100)
    expect(await page.getByTestId('recording-sign').innerText()).toMatch(/Recording\s+0:\d\d/)
  })

  it.each([
    ['Spike', 'Spike injected'],
    ['Drift', 'Drift injected'],
    ['Stuck value', 'Stuck value injected'],
    ['Noise burst', 'Noise burst injected'],
    ['Dropout', 'Dropout injected'],
    ['Garbage bytes', 'Garbage bytes injected'],
    ['Disconnect', 'Disconnected: ']
  ])('tells of an injected fault in the journal: %s', async (fault, words) => {
    await dashboard.inject(/^Actions for Motor/, fault)
    await told(words)
  })

  it('shows that the device is away, and back, and how long nothing was known', async () => {
    await told('Nothing is known for')
    await page.getByTestId('session').getByText('Live').waitFor()
  })

  it('shows the lines that could not be read, with their reasons', async () => {
    await page.getByTestId('rejected').click()
    await dashboard.dialog().getByTestId('reject-row').first().waitFor()
    expect(await dashboard.dialog().getByTestId('reject-row').first().locator('.mono').innerText()).not.toBe('')
    await page.keyboard.press('Escape')
    await dashboard.dialog().waitFor({ state: 'detached' })
  })

  it('reads the bytes as another format when told by hand, and finds the right one again', async () => {
    const choose = async (name: string): Promise<void> => {
      await page.getByTestId('format').click()
      await page.getByRole('menuitemradio', { name }).click()
    }
    await choose('JSON lines')
    await page.getByTestId('format').getByText('by hand').waitFor()
    await told('Format set by hand: JSON lines')
    await choose('Detect automatically')
    await page.getByTestId('format').getByText('Separated numbers').waitFor()
  })

  it('stands still while paused, and goes on counting', async () => {
    await page.locator('.stack').press('Space')
    await page.getByText(/^Paused at/).waitFor()
    const nextValue = async (): Promise<void> => {
      const value = await page.getByTestId('chosen-value').innerText()
      await until('another value has come', async () => (await page.getByTestId('chosen-value').innerText()) !== value)
    }
    // The rows of the paused stretch may still be on their way.
    let still = ''
    let rests = 0
    await until('the picture has come to rest', async () => {
      const before = still
      still = await chartPicture(page)
      await nextValue()
      rests = still === before ? rests + 1 : 0
      return rests >= 4
    })
    for (let count = 0; count < 3; count++) await nextValue()
    expect(await chartPicture(page)).toBe(still)
    expect(await samples()).toBeGreaterThan(0)
    await page.keyboard.press('f')
    await until('the picture moves again', async () => (await chartPicture(page)) !== still)
  })

  it('changes the time span by choice and by key', async () => {
    const span = page.getByLabel('Time span')
    await span.selectOption({ label: '10 s' })
    await page
      .getByLabel(/, 10 s, live\./)
      .first()
      .waitFor()
    await dashboard.button('Pause').focus()
    await page.keyboard.press('-')
    expect(await span.inputValue()).toBe('30000')
    await page.keyboard.press('+')
    expect(await span.inputValue()).toBe('10000')
  })

  it('keeps the value axis while it is locked', async () => {
    const anomalies = async (): Promise<number> => Number(await page.getByTestId('chosen-anomalies').innerText())
    // A channel that no test has disturbed: its axis is narrow.
    await dashboard.channel('current').getByRole('button').first().click()
    const lock = dashboard.button('Lock y axis')
    await lock.click()
    const [labels, before] = [await axisPicture(page, 1), await anomalies()]
    await dashboard.inject(/^Actions for Motor/, 'Spike')
    await until('the spike is there', async () => (await anomalies()) > before)
    expect(await axisPicture(page, 1)).toBe(labels)
    await lock.click()
    await until('the axis makes room for it', async () => (await axisPicture(page, 1)) !== labels)
  })

  it('leaves keys alone in fields, and knows them everywhere else', async () => {
    await page.getByLabel('Search the journal').fill('')
    await page.getByLabel('Search the journal').pressSequentially('jecf ?')
    expect(await page.getByLabel('Search the journal').inputValue()).toBe('jecf ?')
    expect(await dashboard.dialog().count()).toBe(0)
    await page.getByLabel('Search the journal').fill('')
    await dashboard.button('Pause').focus()
    await page.keyboard.press('j')
    await page.getByRole('tab', { name: 'Journal' }).waitFor({ state: 'detached' })
    // No hand is as quick as a frame of the tests' slow screen.
    await framesGoBy(page)
    await page.keyboard.press('j')
    await page.getByRole('tab', { name: 'Journal' }).waitFor()
    for (const key of ['c', 'e', '?']) {
      await framesGoBy(page)
      await page.keyboard.press(key)
      await dashboard.dialog().waitFor()
      await page.keyboard.press('Escape')
      await dashboard.dialog().waitFor({ state: 'detached' })
    }
  })

  it.each(['csv', 'jsonl', 'parquet'] as const)(
    'exports the chosen channel of the visible stretch as %s',
    async format => {
      await dashboard.button('Export').click()
      const dialog = dashboard.dialog()
      await dialog.getByText('Visible stretch').click()
      await dialog.getByText('Chosen channels').click()
      await dialog.getByLabel('rpm').check()
      await dialog.getByText({ csv: 'CSV', jsonl: 'JSON lines', parquet: 'Parquet' }[format]).click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name: 'Export' }).click()
      ])
      const bytes = readFileSync(await download.path())
      const [first, ...rest] = bytes.toString('utf8').trim().split('\n')
      if (format === 'csv') {
        expect(first).toBe('time,rpm')
        expect(rest.length).toBeGreaterThan(10)
        const times = rest.map(line => Number(line.split(',')[0]))
        expect(times[times.length - 1] - times[0]).toBeLessThan(10_001)
      } else if (format === 'jsonl') expect(Object.keys(JSON.parse(first) as object)).toEqual(['time', 'rpm'])
      else expect(bytes.subarray(0, 4).toString()).toBe('PAR1')
      await dialog.getByText('Exported').waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
  )

  it('says in the dialog why a port cannot be opened, and leaves nothing behind', async () => {
    await page.keyboard.press('c')
    await dashboard.dialog().getByLabel('Port', { exact: true }).fill('/dev/no-such-port')
    await page.keyboard.press('Enter')
    await dashboard
      .dialog()
      .getByRole('alert')
      .getByText(/no-such-port is not there/)
      .waitFor()
    await page.keyboard.press('Escape')
    await until('only the motor is left', async () => (await page.getByTestId('session').count()) === 1)
  })

  it('keeps theme, span and panels over a reload', async () => {
    await page.getByRole('button', { name: 'Look' }).click()
    await page.getByRole('menuitem', { name: 'Theme' }).press('ArrowRight')
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const dark = await ground()
    await page.reload()
    await dashboard.channel('rpm').waitFor()
    expect(await ground()).toBe(dark)
    expect(await page.getByLabel('Time span').inputValue()).toBe('10000')
  })

  it('holds nothing up while it is frozen in the background, and shows everything afterwards', async () => {
    const tools = await page.context().newCDPSession(page)
    await tools.send('Page.setWebLifecycleState', { state: 'frozen' })
    const other = await openDashboard(browser, host.url)
    await other.channel('rpm').click()
    const value = other.page.getByTestId('chosen-value')
    for (let count = 0; count < 5; count++) {
      const before = await value.innerText()
      await until('another value has come', async () => (await value.innerText()) !== before)
    }
    expect(await other.page.getByTestId('dropped').innerText()).toMatch(/^Dropped\s*0\b/)
    await other.page.close()
    await tools.send('Page.setWebLifecycleState', { state: 'active' })
    await until('lines are drawn', async () => (await linePixels(page)) > 100)
  })

  it.each([
    [1440, 900, 3],
    [1024, 700, 3]
  ])('fits a window of %d x %d with %d charts in sight', async (width, height, charts) => {
    await page.setViewportSize({ width, height })
    const overflow = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    await until('nothing runs out of the page', async () => (await overflow()) === 0)
    const cut = (): Promise<string[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll('header, footer, .panel-head, .numbers')]
          .filter(
            element => element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1
          )
          .map(element => element.outerHTML.slice(0, 80))
      )
    const inSight = (): Promise<number> =>
      page.evaluate(() => {
        const bottom = document.querySelector('.stack')!.getBoundingClientRect().bottom + 1
        return [...document.querySelectorAll('[data-testid="chart"]')].filter(
          chart => chart.getBoundingClientRect().bottom <= bottom
        ).length
      })
    // The page is laid out anew some frames after its window has changed.
    await until(`${charts} charts are in sight`, async () => (await inSight()) === charts)
    await until('nothing is cut', async () => (await cut()).length === 0)
    expect(await cut()).toEqual([])
  })

  it('refuses a wrong token and says where the right one is', async () => {
    const wrong = await openDashboard(browser, host.url.replace(/token=.*/, 'token=wrong'))
    await wrong.page.getByRole('heading', { name: 'This address is not valid any more' }).waitFor()
    expect(await wrong.page.getByTestId('channel-row').count()).toBe(0)
    await wrong.page.close()
  })

  it('never printed an error or a warning', () => {
    expect(dashboard.problems).toEqual([])
  })
})
