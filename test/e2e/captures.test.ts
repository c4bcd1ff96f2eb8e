import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaptureInfo } from '@shared/model/capture'
import { axeViolations } from '../support/axe-violations'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { openEngineClient } from '../support/engine-client'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { until } from '../support/until'

let data: string
let browser: Browser
let host: HeadlessHost
let dashboard: DashboardPage
let page: Page

const look = { viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' } as const
/** The list is told at most once a second, and the machine may be busy. */
const settled = <T>(value: () => T | Promise<T>): ReturnType<typeof expect.poll<T>> =>
  expect.poll(value, { timeout: 60_000 })
const row = (words: string | RegExp): Locator => page.getByTestId('capture-row').filter({ hasText: words })
const press = (words: string | RegExp): Locator => row(words).locator('[data-row]')

async function start(open: readonly string[] = []): Promise<void> {
  host = await startHeadlessHost({ data, open })
  dashboard = await openDashboard(browser, host.url, look)
  ;({ page } = dashboard)
}
async function stop(): Promise<void> {
  await page.close()
  await host.stop()
}

async function captures(): Promise<CaptureInfo[]> {
  const { client, close } = await openEngineClient(host)
  try {
    return await client.captures.list()
  } finally {
    close()
  }
}

/** Marks the moment by the keyboard, as a user would. */
async function mark(label: string): Promise<void> {
  await page.keyboard.press('Shift+m')
  await dashboard.dialog().getByLabel('Label').fill(label)
  await page.keyboard.press('Enter')
  await dashboard.dialog().waitFor({ state: 'detached' })
  await dashboard.journal(label).first().waitFor()
}

/** A run of a simulator with a mark in it, complete on disk. */
async function record(address: string, channel: string): Promise<void> {
  await start([address])
  await dashboard.channel(channel).waitFor()
  await mark('door opened')
  await until('there is something after the mark', async () => {
    const [capture] = (await captures()).filter(({ status }) => status === 'recording')
    return capture.samples > 100
  })
  await stop()
}

/** One page after the other over the same data folder: each test goes on where the one before it ended. */
describe('captures', { timeout: 90_000 }, () => {
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'signalbox-captures-e2e-'))
    browser = await launchChromium()
    await record('sim:motor?seed=7', 'rpm')
    await record('sim:motor?seed=8', 'rpm')
    await record('sim:imu?seed=3', 'gyro.z')
    await start()
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
    rmSync(data, { recursive: true, force: true })
  })

  it('are shown also when no device is open, with pictures and marks', async () => {
    await page.getByTestId('browse').click()
    await settled(() => page.getByTestId('capture-row').count()).toBe(3)
    await row('Motion sensor').getByTitle('1 mark').waitFor()
    await row('Motion sensor').locator('[data-lanes="4"]').waitFor()
    expect(await axeViolations(page)).toEqual([])
  })

  it('are named, tagged, noted and pinned in their place', async () => {
    await press('Motor').first().click()
    await page.keyboard.press('F2')
    await page.getByLabel('New name of Motor (simulated)').fill('Bearing 3')
    await page.keyboard.press('Enter')
    await press('Bearing 3').waitFor()
    await page.getByLabel('Tags').fill('bench hot')
    await page.getByLabel('Note').fill('squeaks above 1,200 rpm')
    await page.getByLabel('Tags').focus()
    await row('Bearing 3').getByText('hot').waitFor()
    await row('Motor').last().getByRole('button', { name: 'Pin' }).click()
    await row('Motor').last().getByRole('button', { name: 'Unpin' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
  })

  it('are found by words and fields, and say what was said of them after a restart', async () => {
    await stop()
    await start()
    await page.getByTestId('browse').click()
    await row('Bearing 3').getByText('squeaks').waitFor()
    for (const [search, count] of [
      ['tag:hot', 1],
      ['squeaks bearing', 1],
      ['channel:gyro', 1],
      ['pinned', 1],
      ['device:motor', 2],
      ['pinned tag:hot', 0]
    ] as const) {
      await page.getByLabel('Search captures').fill(search)
      await settled(() => page.getByTestId('capture-row').count()).toBe(count)
    }
    await page.getByLabel('Search captures').fill('')
  })

  it('are chosen by the keyboard and compared on one axis, aligned by their marks', async () => {
    await page.getByLabel('Search captures').fill('device:motor')
    await settled(() => page.getByTestId('capture-row').count()).toBe(2)
    await press('Motor').first().focus()
    await page.keyboard.press(' ')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Enter')
    const lines = page.getByTestId('compare-line')
    await settled(() => lines.count()).toBe(2)
    await page.getByLabel('Align by').selectOption({ label: 'Moment' })
    await settled(() => page.getByText('The first: door opened').count()).toBe(2)

    // In the middle of what is shown, counted from the marks.
    const { client, close } = await openEngineClient(host)
    const spans = await Promise.all(
      (await client.captures.list())
        .filter(({ label }) => label.startsWith('Motor'))
        .map(async ({ id, start: begin, end }) => {
          const { events } = await client.captures.moments({ capture: id, kinds: ['mark'] })
          return { min: begin - events[0].time, max: end - events[0].time }
        })
    )
    close()
    const middle = (Math.min(...spans.map(({ min }) => min)) + Math.max(...spans.map(({ max }) => max))) / 2
    const seconds = (middle / 1000).toFixed(3).replace('-', '')
    await page.getByText(`Values at ${middle < 0 ? '−' : '+'}${seconds} s`).waitFor()
    await settled(() => lines.first().locator('[data-column="value"]').textContent()).toMatch(/\d/)
    await settled(() => lines.last().locator('[data-column="difference"]').textContent()).toMatch(/Δ/)
    expect(await axeViolations(page)).toEqual([])
  })

  it('are moved by hand, by number and by keys, and back', async () => {
    const plot = page.getByTestId('compare-plot')
    const shift = page.getByLabel(/^Shift of Bearing 3/)
    await shift.fill('1.5')
    await shift.press('Enter')
    await plot.focus()
    await page.keyboard.press('Alt+ArrowRight')
    await settled(async () => Number(await shift.inputValue())).toBeGreaterThan(1.5)
    await dashboard.button('Take all shifts back').click()
    await settled(() => shift.inputValue()).toBe('0')
    const before = await page.getByText(/^Values at/).textContent()
    await plot.focus()
    await page.keyboard.press('+')
    await page.keyboard.press('ArrowRight')
    await settled(() => page.getByText(/^Values at/).textContent()).not.toBe(before)
    await page.keyboard.press('Home')
    await settled(() => page.getByText(/^Values at/).textContent()).toBe(before)
  })

  it('take bookmarks where one looks, which stay with them', async () => {
    await page.getByTestId('compare-plot').focus()
    await page.keyboard.press('Shift+m')
    await dashboard.dialog().getByLabel('Label').fill('here it begins')
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await settled(async () =>
      (await captures()).flatMap(({ notes }) => notes.bookmarks.map(({ label }) => label))
    ).toEqual(['here it begins'])
  })

  it('beyond the budget are removed, the oldest first, never a pinned one, and the journal says so', async () => {
    await page.keyboard.press('r')
    await page.getByLabel('Search captures').fill('')
    const all = await captures()
    const total = all.reduce((sum, { bytesOnDisk }) => sum + bytesOnDisk, 0)
    await page.getByTestId('budget').click()
    await page.getByLabel('All captures together, at most').fill(String((total - 1) / 1e9))
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await settled(() => page.getByTestId('capture-row').count()).toBe(2)
    const [oldest, second, third] = all
    expect(oldest.notes.pinned).toBe(true)
    expect((await captures()).map(({ id }) => id)).toEqual([oldest.id, third.id])
    const { client, close } = await openEngineClient(host)
    for await (const { entries } of await client.journal.watch({ after: 0 })) {
      expect(entries.map(({ event }) => event)).toContainEqual(
        expect.objectContaining({ kind: 'recording', capture: second.id, phase: 'expired' })
      )
      break
    }
    close()
  })

  it('are removed by hand only after a question', async () => {
    await press('Motion sensor').click()
    await page.keyboard.press('Delete')
    await dashboard.dialog().getByText('there is no undo').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await dashboard.dialog().getByRole('button', { name: 'Cancel' }).click()
    await settled(() => page.getByTestId('capture-row').count()).toBe(2)
    await press('Motion sensor').press('Delete')
    await dashboard.dialog().getByRole('button', { name: 'Remove for good' }).click()
    await settled(() => page.getByTestId('capture-row').count()).toBe(1)
    expect(dashboard.problems).toEqual([])
  })
})
