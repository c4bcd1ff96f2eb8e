import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaptureInfo } from '@shared/model/capture'
import { axeViolations } from '../support/axe-violations'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { signalbox } from '../support/run-signalbox'
import { type SerialCable, serialCable } from '../support/socat'
import { until } from '../support/until'

let host: HeadlessHost
let browser: Browser
let cable: SerialCable
let dashboard: DashboardPage
let page: Page

const rows = 2000
/** A header, rows, and now and then a line that is none. */
const stream = ['volt (V),amp (A)\n', ...Array.from({ length: rows }, (_, row) => `${row / 8},${row % 7}\n`)]
  .map((line, index) => (index > 0 && index % 100 === 0 ? `${line}what is this\n` : line))
  .join('')
const junk = rows / 100

/** The numbers of a row of the table: came, on disk, waiting, lost. */
async function account(what: string): Promise<number[]> {
  const cells = await page.getByTestId(`account-${what}`).getByRole('cell').allInnerTexts()
  return cells.map(text => Number(text.replaceAll(/[^\d]/g, '')))
}

async function captures(): Promise<CaptureInfo[]> {
  const folder = join(host.data, 'captures')
  const names = (await readdir(folder)).filter(name => name.endsWith('.json'))
  const texts = await Promise.all(names.map(name => readFile(join(folder, name), 'utf8')))
  return texts.map(text => (JSON.parse(text) as { info: CaptureInfo }).info)
}

async function command(title: string): Promise<void> {
  await page.keyboard.press('Control+k')
  const field = dashboard.dialog().getByRole('combobox')
  await field.fill(title)
  await field.press('Enter')
}

describe('a device that sends a known stream', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    cable = await serialCable()
    ;[host, browser] = await Promise.all([startHeadlessHost({ open: [`serial:${cable.path}`] }), launchChromium()])
    dashboard = await openDashboard(browser, host.url)
    ;({ page } = dashboard)
    await page.locator('[data-testid="session"][data-phase="live"]').waitFor()
    await cable.write(stream)
    await dashboard.channel('amp').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
    await cable?.dispose()
  })

  it('has every byte and row of it on disk, as its accounts show', async () => {
    await dashboard.button(/^Actions for .*cable/).click()
    await page.getByRole('menuitem', { name: 'Where every byte is …' }).click()
    const bytes = Buffer.byteLength(stream)
    await until('everything is on disk', async () => (await account('bytes'))[1] === bytes)
    await until('every row is on disk', async () => (await account('rows'))[1] === rows)
    expect(await account('bytes')).toEqual([bytes, bytes, 0, 0])
    expect(await account('rows')).toEqual([rows, rows, 0, 0])
    expect(await page.getByTestId('sums').getAttribute('data-agree')).toBe('true')
    await page.getByRole('heading', { name: `${junk} lines rejected` }).waitFor()
    expect(await page.getByTestId('dropped-recorder').innerText()).toMatch(/^0 /)
    expect(await axeViolations(page, { within: '[role="dialog"]' })).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('is verified while it is recorded', async () => {
    await command('Verify a capture')
    await dashboard.dialog().getByRole('button', { name: 'Verify', exact: true }).click()
    const result = page.getByTestId('verification')
    await result.waitFor()
    expect(await result.getAttribute('data-verdict')).toBe('trusted')
    expect(await axeViolations(page, { within: '[role="dialog"]' })).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('is decoded again with another calibration and a script, into a recording that is named', async () => {
    await dashboard.button(/^Actions for .*cable/).click()
    await page.getByRole('menuitem', { name: 'Close device' }).click()
    await until('the recording is complete', async () => (await captures()).every(info => info.status === 'complete'))
    await command('Decode a capture again')
    const dialog = dashboard.dialog()
    await dialog.getByLabel('Decode it again, too, and compare every number').check()
    await dialog.getByRole('button', { name: 'Verify', exact: true }).click()
    await page.locator('[data-testid="verification"][data-verdict="trusted"]').waitFor()
    await dialog.getByLabel('Scale: volt').fill('8')
    await dialog.getByLabel('Offset: volt').fill('1')
    await dialog.getByLabel('These in place of those it had').check()
    const script = dialog.getByLabel('A line each: name(unit) = expression')
    await script.fill('power(W) = volt *')
    await dialog.getByRole('alert').waitFor()
    expect(await dialog.getByRole('button', { name: 'Decode', exact: true }).isDisabled()).toBe(true)
    await script.fill('# what it takes\npower(W) = volt * amp')
    expect(await axeViolations(page, { within: '[role="dialog"]' })).toEqual([])
    await dialog.getByRole('button', { name: 'Decode', exact: true }).click()
    await page.locator('[data-testid="decode-progress"][data-phase="done"]').waitFor()
    const made = (await captures()).find(({ origin }) => origin.kind === 'decoded')!
    expect(await dialog.innerText()).toContain(made.id)
    expect(made).toMatchObject({
      samples: rows,
      channels: [{ name: 'volt' }, { name: 'amp' }, { name: 'power', unit: 'W' }]
    })
    await page.keyboard.press('Escape')
    expect(dashboard.problems).toEqual([])
  })
})

describe('the command line', () => {
  it('decodes a recording again as a script says, and verifies both in one line', async () => {
    const data = await startHeadlessHost({ open: ['sim:weather'] })
    try {
      const folder = join(data.data, 'captures')
      await until('something is recorded', async () => {
        const name = (await readdir(folder).catch(() => [])).find(each => each.endsWith('.json'))
        const text = name === undefined ? '' : await readFile(join(folder, name), 'utf8').catch(() => '')
        return /"samples":[1-9]/.test(text)
      })
      const [id] = (await readdir(folder)).filter(name => name.endsWith('.json')).map(name => name.slice(0, -5))
      const busy = await signalbox(['decode', id, '--data', data.data])
      expect(busy).toMatchObject({ code: 1, stdout: '' })
      expect(busy.stderr).toMatch(/^signalbox: .* is being recorded\. .*\n$/)
      const gone = new Promise(resolve => data.process.once('exit', resolve))
      data.process.kill('SIGTERM')
      await gone

      const deep = await signalbox(['verify', id, '--deep', '--data', data.data])
      expect(deep).toMatchObject({ code: 0, stderr: '' })
      expect(deep.stdout).toMatch(new RegExp(`^${id}: trusted: [^\\n]+ and as they are decoded again\\.\\n$`))

      const script = join(data.data, 'script.txt')
      await writeFile(script, '# degrees to kelvin\nkelvin(K) = temperature + 273.15\n')
      const flags = ['--script', script, '--calibrate', 'humidity=2,1', '--window', '5', '--anomaly', 'deviation:3']
      const decoded = await signalbox(['decode', id, ...flags, '--data', data.data, '--json'])
      expect(decoded).toMatchObject({ code: 0, stderr: '' })
      const made = JSON.parse(decoded.stdout) as CaptureInfo
      expect(made.channels).toContainEqual({ name: 'kelvin', unit: 'K' })
      expect(made.origin).toMatchObject({
        how: 'window 5; detector deviation:3; derived channels kelvin; calibration of humidity'
      })
      const second = await signalbox(['verify', made.id, '--data', data.data, '--json'])
      expect(JSON.parse(second.stdout)).toMatchObject({ verdict: 'trusted', findings: [] })

      const file = join(folder, `${id}.duckdb`)
      await writeFile(file, (await readFile(file)).subarray(0, 10_000))
      const damaged = await signalbox(['verify', id, '--data', data.data])
      expect(damaged).toMatchObject({ code: 1, stderr: '' })
      expect(damaged.stdout).toMatch(new RegExp(`^${id}: damaged: [^\\n]+\\n$`))
    } finally {
      await data.stop()
    }
  }, 90_000)

  it.each([
    [['--calibrate', 'a=x,1'], '--calibrate a=x,1 is not valid'],
    [['--script', 'nowhere.txt'], '--script nowhere.txt cannot be read'],
    [['--format', 'morse'], '--format morse is not valid'],
    [['--window', '0'], '--window 0 is not valid']
  ])('says in one line what is wrong with %s', async (flags, message) => {
    const { code, stderr } = await signalbox(['decode', 'any', ...flags])
    expect({ code, stderr: stderr.split('. ')[0] }).toEqual({ code: 1, stderr: `signalbox: ${message}` })
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })
})
