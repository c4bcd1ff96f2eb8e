import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { type SerialCable, serialCable } from '../support/socat'
import { until } from '../support/until'

const cli = resolve(import.meta.dirname, '../../out/main/cli.js')
const simulation = ['simulate', 'sine', '--channels', '2', '--rate', '100', '--count', '300', '--seed', '7']

let host: HeadlessHost
let cable: SerialCable
let browser: Browser
let page: Page
const problems: string[] = []
/** Every row of numbers that the device has sent, in order. */
const sent: number[][] = []

/** One device, one page, one story: each test goes on where the one before it ended. */
describe('the main job, in a browser against a real pseudo-terminal', () => {
  beforeAll(async () => {
    cable = await serialCable()
    host = await startHeadlessHost()
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
    })
    page.on('pageerror', error => problems.push(error.message))
    await page.goto(host.url)
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
    await cable?.dispose()
  })

  const row = (channel: string): ReturnType<Page['locator']> =>
    page.locator(`[data-testid="channel-row"][data-channel="${channel}"]`)
  const journal = (words: string | RegExp): ReturnType<Page['locator']> =>
    page.getByTestId('journal-row').filter({ hasText: words })
  const shownNumber = async (testId: string): Promise<number> =>
    Number((await page.getByTestId(testId).innerText()).replace('−', '-').replace(/[^\d.e+-]/g, ''))

  async function send(rows: readonly (readonly number[])[]): Promise<void> {
    for (const numbers of rows) sent.push([...numbers])
    await cable.write(rows.map(numbers => numbers.join(',') + '\n').join(''))
  }

  it('says at the first start what to do, and offers simulators at one click', async () => {
    await page.getByRole('heading', { name: 'Plug in a device, or start a simulator' }).waitFor()
    await page.getByTestId('start-weather').waitFor()
  })

  it('connects to a typed-in port', async () => {
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Port', { exact: true }).fill(cable.path)
    await dialog.getByRole('button', { name: 'Connect' }).click()
    await page.getByTestId('session').getByText('Live').waitFor()
    await journal('Connected').waitFor()
  })

  it('finds format, channels and units by itself and shows the values that were sent', async () => {
    const text = execFileSync(process.execPath, [cli, ...simulation], { encoding: 'utf8' })
    sent.push(
      ...text
        .trim()
        .split('\n')
        .slice(1)
        .map(line => line.split(',').map(Number))
    )
    const device = spawn(process.execPath, [cli, ...simulation, '--to', cable.devicePath], { stdio: 'inherit' })
    const [code] = (await once(device, 'exit')) as [number]
    expect(code).toBe(0)
    await row('sine1').click()
    const [first, second] = sent[sent.length - 1]
    await until('the last value is shown', async () => (await shownNumber('chosen-value')) === first)
    await page.getByTestId('format').getByText('Separated numbers').waitFor()
    expect(await row('sine2').getByTestId('channel-value').innerText()).toContain(String(Math.abs(second)).slice(0, 5))
    expect(await row('sine1').innerText()).toContain('V')
  })

  it('counts every sample and rejects none', async () => {
    expect(await page.getByTestId('rejected').innerText()).toMatch(/^Rejected\s*0$/)
    expect(await page.getByTestId('dropped').innerText()).toMatch(/^Dropped\s*0\b/)
  })

  it('sends a changed window into the running stage', async () => {
    await page.getByLabel('Window').fill('200')
    await page.getByLabel('Window').press('Enter')
    await journal('200').waitFor()
    await send([[0.25, 0.5]])
    // 50 samples were kept when the window grew, and one came since.
    const kept = sent.slice(-51).map(([value]) => value)
    const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length
    await until(
      'the mean is over the kept samples',
      async () => Math.abs((await shownNumber('chosen-mean')) - mean) < 0.001
    )
  })

  it('marks an injected spike and turns the lamp red, with the sample in the journal', async () => {
    await page.getByLabel('Red above').fill('5')
    await page.getByLabel('Red above').press('Enter')
    await journal('1 limit').waitFor()
    await send([[50.5, 0.5]])
    await row('sine1').getByTestId('lamp').getByText('Red').waitFor()
    await journal(/Anomaly/)
      .filter({ hasText: 'sine1' })
      .first()
      .waitFor()
    await journal(/green.*red/i)
      .filter({ hasText: 'sine1' })
      .waitFor()
    await until('the anomaly is counted', async () => (await shownNumber('chosen-anomalies')) === 1)
    await send([[0.125, 0.5]])
    await row('sine1').getByTestId('lamp').getByText('Green').waitFor()
  })

  it('pauses the view, never the data', async () => {
    const count = sent.length
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Pause' }).click()
    await send(Array.from({ length: 20 }, (_, index) => [index / 8, 0.5]))
    await until('values go on', async () => (await shownNumber('chosen-value')) === 19 / 8)
    expect(sent).toHaveLength(count + 20)
    await page.getByRole('button', { name: 'Follow' }).click()
  })

  it('shows a pulled plug, and picks the device up again by itself', async () => {
    await cable.pull()
    await page.getByTestId('session').getByText('Waiting').waitFor()
    await journal('Disconnected').waitFor()
    await cable.plug()
    await page.getByTestId('session').getByText('Live').waitFor()
    await journal(/gap/i).waitFor()
    await send([
      [0.75, 0.5],
      [0.5, 0.25]
    ])
    await until('new values are shown', async () => (await shownNumber('chosen-value')) === 0.5)
  })

  it('exports what was sent, to the last digit', async () => {
    await page.getByTestId('export-button').click()
    const dialog = page.getByRole('dialog')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export' }).click()
    ])
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n')
    expect(lines[0]).toBe('time,sine1,sine2')
    const rows = lines.slice(1).map(line => line.split(',').map(Number))
    expect(rows.map(([, ...values]) => values)).toEqual(sent)
    const times = rows.map(([time]) => time)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    await dialog.getByRole('button', { name: 'Close' }).first().click()
  })

  it('comes back by itself when the engine dies, and goes on recording', async () => {
    const engine = execFileSync('pgrep', ['-P', String(host.process.pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')[0]
    const sentBefore = sent.length
    process.kill(Number(engine), 'SIGKILL')
    await page.getByText('The engine was restarted').last().waitFor()
    await page.getByTestId('session').getByText('Live').waitFor()
    // What is sent before the port is open again nobody reads: a device goes on sending.
    await until('values are shown again', async () => {
      await send([
        [1, 2],
        [3, 4],
        [5, 6]
      ])
      return (await page.getByTestId('channel-value').first().innerText()).startsWith('5')
    })
    const listed = execFileSync(process.execPath, [cli, 'captures', '--json', '--data', host.data], {
      encoding: 'utf8'
    })
    const captures = JSON.parse(listed) as { status: string; samples: number }[]
    expect(captures.map(({ status }) => status)).toEqual(['recovered', 'recording'])
    expect(captures[0].samples).toBe(sentBefore)
  })

  it('never printed an error or a warning', () => {
    const lost = /WebSocket|ERR_CONNECTION|Failed to load resource/
    expect(problems.filter(problem => !lost.test(problem))).toEqual([])
  })
})
