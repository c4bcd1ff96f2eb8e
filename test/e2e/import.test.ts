import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { axeViolations } from '../support/axe-violations'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { until } from '../support/until'

const patience = { timeout: 30_000 }
const sample = resolve(import.meta.dirname, '../data/import/imu-fusion-first59.csv')

let host: HeadlessHost
let browser: Browser
let files = ''
let dashboard: DashboardPage
beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), 'signalbox-files-'))
  ;[host, browser] = await Promise.all([startHeadlessHost(), launchChromium()])
})
afterAll(async () => {
  await browser.close()
  await host.stop()
  rmSync(files, { recursive: true, force: true })
})
beforeEach(async () => {
  dashboard = await openDashboard(browser, host.url)
})
afterEach(() => dashboard.page.close())

function file(name: string, content: string | Uint8Array): string {
  const path = join(files, name)
  writeFileSync(path, content)
  return path
}

interface Listed {
  readonly label: string
  readonly samples: number
  readonly channels: readonly { readonly name: string; readonly unit: string }[]
}

const captures = (): Listed[] =>
  readdirSync(join(host.data, 'captures'))
    .filter(name => name.endsWith('.json'))
    .map(name => (JSON.parse(readFileSync(join(host.data, 'captures', name), 'utf8')) as { info: Listed }).info)

const found = (label: string): Listed | undefined => captures().find(capture => capture.label === label)
const uploads = (): string[] => readdirSync(join(host.data, 'uploads'))

/** Opens the import and gives it a file; resolves when its rows are shown. */
async function choose(path: string): Promise<void> {
  const { page } = dashboard
  await page.getByTestId('import-button').click()
  await page.getByTestId('import-file').setInputFiles(path)
  await page.getByTestId('import-rows').waitFor(patience)
}

const notes = (): ReturnType<DashboardPage['page']['getByTestId']> => dashboard.page.getByTestId('import-notes')

async function importIt(): Promise<void> {
  const { page } = dashboard
  await page.getByRole('button', { name: 'Import', exact: true }).click(patience)
  await page.locator('[data-testid="import"][data-phase="done"]').waitFor(patience)
}

describe('importing a file on the page', { timeout: 120_000 }, () => {
  it('shows how it is understood, takes a name and a unit, and makes a capture of it', async () => {
    const { page, problems, dialog } = dashboard
    await choose(sample)
    await dialog().getByText('The file is understood.').waitFor(patience)
    const first = page.getByTestId('import-rows').locator('tbody tr').first()
    expect(await first.innerText()).toContain('0.01644619')
    await dialog().getByLabel('Name of Gyroscope X (deg/s)').fill('Roll rate')
    await dialog().getByLabel('Name of Gyroscope X (deg/s)').press('Enter')
    await dialog().getByLabel('Import Magnetometer Z (uT)').uncheck()
    await dialog().getByLabel('Name of the capture').fill('Bench run')
    expect(await axeViolations(page)).toEqual([])
    await importIt()
    expect(await axeViolations(page)).toEqual([])
    expect(found('Bench run')).toMatchObject({ samples: 59 })
    expect(found('Bench run')!.channels).toHaveLength(8)
    expect(found('Bench run')!.channels[0]).toEqual({ name: 'Roll rate', unit: 'deg/s' })
    await until('the copy is gone', () => uploads().length === 0)
    expect(problems).toEqual([])
  })

  it('asks for a rate where no column is a time, and names what cannot be read with its line', async () => {
    const { page, dialog } = dashboard
    await choose(file('no-time.csv', 'a;b\n5,5;2\n4,5;3\n7,5;1;9\n6,5;8\n5,5;8\n'))
    await notes().getByText('Line 4:').waitFor(patience)
    expect(await dialog().getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true)
    await page.getByTestId('import-rate').fill('10')
    await page.getByTestId('import-rate').press('Enter')
    await importIt()
    expect(await dialog().innerText()).toContain('Another number of fields than before')
    expect(found('no-time.csv')).toMatchObject({ samples: 4 })
  })

  it('reads anew with every guess that is changed', async () => {
    const { page, dialog } = dashboard
    await choose(file('either.csv', 'time (s);v\n0;1,234\n1;2,345\n'))
    const cell = page.getByTestId('import-rows').locator('tbody tr').first().locator('td').last()
    expect(await cell.innerText()).toBe('1.234')
    await notes().getByText('decimals or thousands').waitFor(patience)
    await dialog().getByLabel('Decimal sign').selectOption({ index: 0 })
    await dialog().getByLabel('Thousands').selectOption({ index: 2 })
    await until('it is thousands', async () => (await cell.innerText()) === '1234')
    await dialog().getByLabel('Time column').selectOption({ index: 0 })
    await page.getByTestId('import-rate').waitFor(patience)
  })

  it('takes a file that is dropped anywhere on the page, by name', async () => {
    const { page, dialog } = dashboard
    const before = uploads().length
    await page.getByTestId('import-button').waitFor(patience)
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['time (s),v\n0,1\n1,2\n'], 'dropped.csv'))
      return transfer
    })
    await page.dispatchEvent('body', 'dragover', { dataTransfer: dropped })
    await page.getByTestId('drop-sign').waitFor(patience)
    await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
    await page.getByTestId('import-rows').waitFor(patience)
    expect(await dialog().getByLabel('Name of the capture').inputValue()).toBe('dropped.csv')
    await page.keyboard.press('Escape')
    await until('what nobody wants is let go', () => uploads().length === before)
  })

  it('says why a file is refused', async () => {
    const { page, dialog } = dashboard
    await page.getByTestId('import-button').click()
    await page.getByTestId('import-file').setInputFiles(file('photo.raw', new Uint8Array(5000)))
    await dialog().getByText('photo.raw is neither text nor Parquet nor MCAP').waitFor(patience)
    expect(await axeViolations(page)).toEqual([])
  })

  it('that is cancelled leaves nothing, and the file can be read in another way', async () => {
    const { page, dialog } = dashboard
    const rows = Array.from({ length: 400_000 }, (_, row) => `${row},${row % 7},${row / 8}\n`)
    await choose(file('long.csv', `time (s),a,b\n${rows.join('')}`))
    await dialog().getByRole('button', { name: 'Import', exact: true }).click(patience)
    await dialog().getByRole('button', { name: 'Cancel the import' }).click(patience)
    await dialog().getByText('nothing was left behind').waitFor(patience)
    const left = (): string[] => readdirSync(join(host.data, 'captures')).filter(name => name.includes('long-csv'))
    await until('nothing is left', () => left().length === 0)
    await dialog().getByRole('button', { name: 'Back to the preview' }).click()
    await page.getByTestId('import-rows').waitFor(patience)
  })
})
