import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { McapStreamReader } from '@mcap/core'
import { tableFromIPC } from 'apache-arrow'
import { parse } from 'csv-parse/sync'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
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
let dialog: Locator

/** Each test opens the dialog anew; what was chosen last is still chosen. */
async function openDialog(format: string): Promise<void> {
  await dashboard.button('Export').click()
  dialog = dashboard.dialog()
  await dialog.getByText(format, { exact: true }).click()
}

async function exported(): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export', exact: true }).click()
  ])
  const bytes = readFileSync(await download.path())
  await dialog.getByText('Exported').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  return bytes
}

/** The words of a PDF whose streams are deflated, in their order. */
function wordsOf(pdf: Buffer): string {
  const text: string[] = []
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    const end = pdf.indexOf('endstream', at)
    if (pdf.subarray(at - 3, at).toString() === 'end') continue
    try {
      const content = inflateSync(pdf.subarray(at + 7, end)).toString('latin1')
      for (const [, words] of content.matchAll(/\(((?:\\.|[^\\)])*)\) Tj/g)) text.push(words.replace(/\\(.)/g, '$1'))
    } catch {
      // Not deflated: no page.
    }
  }
  return text.join('\n')
}

describe('exports from the page', () => {
  beforeAll(async () => {
    ;[host, browser] = await Promise.all([startHeadlessHost({ open: ['sim:motor?seed=3'] }), launchChromium()])
    dashboard = await openDashboard(browser, host.url)
    ;({ page } = dashboard)
    await dashboard.channel('vibration').waitFor()
    await until('some of it is recorded', async () => {
      const rate = await dashboard.channel('rpm').getByTestId('channel-value').innerText()
      return /\d/.test(rate)
    })
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('offers only what fits the format', async () => {
    await openDialog('CSV')
    const shown = (): Promise<string[]> =>
      dialog
        .locator('form select')
        .evaluateAll(all => all.map(one => (one as HTMLSelectElement).labels[0].textContent ?? ''))
    expect(await shown()).toEqual(['Capture', 'Separator', 'Decimal sign', 'Times', 'Shape'])
    await dialog.getByText('WAV', { exact: true }).click()
    expect(await shown()).toEqual(['Capture', 'Numbers'])
    await page.keyboard.press('Escape')
  })

  it('writes CSV for a spreadsheet that wants commas in its numbers, and remembers that', async () => {
    await openDialog('CSV')
    await dialog.getByLabel('Decimal sign').selectOption('comma')
    expect(await dialog.getByLabel('Separator').inputValue()).toBe('semicolon')
    await dialog.getByLabel('Times').selectOption('iso')
    const lines = parse((await exported()).toString(), { delimiter: ';' })
    expect(lines[0]).toEqual(['time', 'rpm', 'current', 'vibration'])
    expect(lines[1][0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(lines.slice(1).some(line => line[3].includes(','))).toBe(true)
    expect(lines.flat().some(field => /^-?\d+\.\d+$/.test(field))).toBe(false)
    await openDialog('CSV')
    expect(await dialog.getByLabel('Decimal sign').inputValue()).toBe('comma')
    await dialog.getByLabel('Decimal sign').selectOption('point')
    await page.keyboard.press('Escape')
  }, 60_000)

  it('writes Parquet with the analysis, as Arrow and as MCAP the same numbers', async () => {
    await openDialog('Parquet')
    await dialog.getByText('From … to …').click()
    const [from, to] = [dialog.getByLabel('From', { exact: true }), dialog.getByLabel('To', { exact: true })]
    await until('the stretch is filled in', async () => (await from.inputValue()) !== '')
    const stretch = [await from.inputValue(), await to.inputValue()]
    await dialog.getByText(/^With mean, deviation/).click()
    const bytes = await exported()
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
    const objects = await parquetReadObjects({ file })
    expect(Object.keys(objects[0])).toEqual([
      'time',
      ...['rpm', 'current', 'vibration'].flatMap(name => [
        name,
        ...['mean', 'std', 'score', 'anomaly', 'state'].map(part => `${name}.${part}`)
      ])
    ])
    expect(objects.every(row => row['rpm.state'] === 'green')).toBe(true)
    const units = parquetMetadata(file).key_value_metadata?.find(({ key }) => key === 'units')?.value
    expect(JSON.parse(units ?? '')).toMatchObject({ rpm: '1/min', current: 'A' })

    const sameStretch = async (format: string): Promise<Buffer> => {
      await openDialog(format)
      await dialog.getByText('From … to …').click()
      await dialog.getByLabel('From', { exact: true }).fill(stretch[0])
      await dialog.getByLabel('To', { exact: true }).fill(stretch[1])
      return exported()
    }
    const arrow = tableFromIPC(await sameStretch('Arrow'))
    const rpm = objects.map(({ rpm: value }) => value as number)
    expect(Array.from(arrow.getChild('rpm')!)).toEqual(rpm)
    expect(Array.from(arrow.getChild('rpm.mean')!)).toEqual(objects.map(row => row['rpm.mean']))
    const reader = new McapStreamReader()
    reader.append(await sameStretch('MCAP'))
    const values: number[] = []
    let topic = -1
    for (let record = reader.nextRecord(); record; record = reader.nextRecord()) {
      if (record.type === 'Channel' && record.topic === '/rpm') topic = record.id
      if (record.type === 'Message' && record.channelId === topic)
        values.push((JSON.parse(Buffer.from(record.data).toString()) as { value: number }).value)
    }
    expect(values).toEqual(rpm)
  }, 120_000)

  it('writes a report with charts, statistics, settings and events', async () => {
    await openDialog('Report (PDF)')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export', exact: true }).click()
    ])
    const bytes = readFileSync(await download.path())
    expect(download.suggestedFilename()).toMatch(/^Motor.*\.pdf$/)
    await dialog.getByText(/^\d+ pages?, /).waitFor()
    const words = wordsOf(bytes)
    for (const part of ['Measurement report', 'Statistics of the stretch', 'Settings', 'Counters', 'sim:motor?seed=3'])
      expect(words).toContain(part)
    for (const channel of ['rpm', 'current', 'vibration']) expect(words).toContain(channel)
    expect(words).toMatch(/z-score 6/)
    expect(words).toMatch(/Page 1 of \d/)
    expect(words).toContain('Format recognised')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }, 60_000)

  it.each([
    ['light', { width: 1440, height: 900 }],
    ['dark', { width: 1024, height: 700 }]
  ] as const)(
    'has no fault that axe finds, in %s',
    async (colorScheme, size) => {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize(size)
      for (const format of ['CSV', 'WAV', 'Report (PDF)']) {
        await openDialog(format)
        expect(await axeViolations(page)).toEqual([])
        await page.keyboard.press('Escape')
        await dialog.waitFor({ state: 'detached' })
      }
    },
    120_000
  )

  it('complained of nothing', () => {
    expect(dashboard.problems).toEqual([])
  })
})
