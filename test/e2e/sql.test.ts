import { readdir } from 'node:fs/promises'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations } from '../support/axe-violations'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { startHeadlessHost } from '../support/headless-host'
import { signalbox } from '../support/run-signalbox'
import { until } from '../support/until'

const data = mkdtempSync(join(tmpdir(), 'signalbox-sql-'))
let browser: Browser
let dashboard: DashboardPage
let page: Page
let panel: Locator
let field: Locator
let stop: () => Promise<void>

beforeAll(async () => {
  const host = await startHeadlessHost({ data, open: ['sim:sine?channels=2&rate=200&seed=3', 'sim:weather?seed=1'] })
  stop = host.stop
  browser = await launchChromium()
  dashboard = await openDashboard(browser, host.url)
  page = dashboard.page
  await page.getByTestId('add-panel').click()
  await page.getByRole('menuitem', { name: 'SQL query', exact: true }).click()
  panel = page.getByTestId('sql-panel')
  field = panel.getByRole('textbox', { name: 'Query' })
  await field.waitFor()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await stop?.()
  rmSync(data, { recursive: true, force: true })
})

const status = (): Promise<string> => panel.getByTestId('sql-status').innerText()
const cells = (row: Locator): Promise<string[]> => row.locator('td').allInnerTexts()

/** Types a query and runs it by the keyboard. */
async function ask(sql: string): Promise<void> {
  await field.fill(sql)
  await field.press('Control+Enter')
}
const answered = (rows: string): Promise<void> =>
  panel.getByTestId('sql-status').filter({ hasText: rows }).waitFor({ timeout: 60_000 })

describe('the panel for SQL, over a capture that is being recorded', { timeout: 180_000 }, () => {
  test('answers a query run by the keyboard', async () => {
    await ask("SELECT 1 AS one, NULL AS nothing, 'NaN'::DOUBLE AS odd, count(*) > 0 AS recorded FROM samples")
    await answered('1 row ·')
    const row = panel.getByTestId('sql-row')
    expect((await cells(row)).slice(0, 4)).toEqual(['1', 'NULL', 'NaN', 'true'])
    expect(await panel.locator('thead th').allInnerTexts()).toEqual(['Row', 'one', 'nothing', 'odd', 'recorded'])
  })

  test('fetches further rows only as one scrolls to them', async () => {
    await ask('SELECT i AS number FROM range(5000) t(i)')
    await answered('rows so far')
    const first = await status()
    expect(first).toMatch(/^500 rows so far/)
    const result = panel.getByTestId('sql-result')
    for (let seen = 500; seen < 5000;) {
      await result.evaluate(element => (element.scrollTop = element.scrollHeight))
      await until('more rows are there', async () => !(await status()).startsWith(`${seen} `) || seen >= 5000)
      await panel
        .getByTestId('sql-status')
        .filter({ hasText: /rows so far · \d|rows · \d/ })
        .waitFor()
      seen = Number(/^[\d\u202f]+/.exec(await status())![0].replaceAll('\u202f', ''))
    }
    await result.evaluate(element => (element.scrollTop = element.scrollHeight))
    await panel.getByRole('cell', { name: '4999', exact: true }).waitFor()
    // Only what is in sight has been made.
    expect(await panel.getByTestId('sql-row').count()).toBeLessThan(120)
  })

  test('shows where a mistake is and leads there', async () => {
    await ask('SELECT 1\nFROM smaples')
    const problem = panel.getByTestId('sql-problem')
    await problem.waitFor({ timeout: 60_000 })
    expect(await problem.innerText()).toContain('(line 2, column 6)')
    expect(await problem.locator('mark').innerText()).toBe('smaples')
    await problem.getByRole('button', { name: 'Show in the query' }).click()
    const selected = await field.evaluate((area: HTMLTextAreaElement) =>
      area.value.slice(area.selectionStart, area.selectionEnd)
    )
    expect(selected).toBe('smaples')
    expect(await axeViolations(page, { within: '[data-testid="sql-panel"]' })).toEqual([])
  })

  test('refuses what changes something', async () => {
    await ask('DELETE FROM samples')
    await panel.getByTestId('sql-problem').filter({ hasText: 'more than read' }).waitFor({ timeout: 60_000 })
  })

  test('ends a long query by Escape, and the next one runs', async () => {
    await ask('SELECT count(*) FROM range(1000000000) a, range(1000000000) b')
    await panel.getByRole('button', { name: 'Cancel' }).waitFor()
    await field.press('Escape')
    await answered('Cancelled')
    await ask('SELECT 7 AS seven')
    await answered('1 row ·')
  })

  test('has examples, and draws them as a chart that says what it shows', async () => {
    await panel.getByRole('button', { name: 'Examples' }).click()
    await page.getByRole('menuitem', { name: 'Histogram of a channel' }).click()
    const chart = panel.getByTestId('sql-chart')
    await chart.waitFor({ timeout: 60_000 })
    await until('it says what it shows', async () =>
      /^Chart of samples over begins: \d+ rows, from/.test((await chart.getAttribute('aria-label')) ?? '')
    )
    expect(await axeViolations(page, { within: '[data-testid="sql-panel"]' })).toEqual([])
    await panel.getByRole('button', { name: 'As a table' }).click()
    await panel.getByTestId('sql-row').first().waitFor()
  })

  test('reads a finished capture beside it, under a name of its own', async () => {
    await dashboard.button(/^Actions for Weather/).click()
    await page.getByRole('menuitem', { name: 'Close device' }).click()
    // A narrow panel keeps its options behind a button.
    await panel.getByRole('button', { name: 'Options', exact: true }).click()
    const choice = page.getByRole('combobox', { name: 'Captures read beside it' })
    const weather = choice.getByRole('option', { name: /Weather/ })
    await weather.waitFor({ state: 'attached', timeout: 60_000 })
    await choice.selectOption((await weather.getAttribute('value'))!)
    await page.keyboard.press('Escape')
    expect(await panel.getByTestId('sql-beside').innerText()).toMatch(/^b\.samples[^]*Weather/)
    await ask('SELECT count(*) > 0 AS own, (SELECT count(humidity) > 0 FROM b.samples) AS other FROM samples')
    await answered('1 row ·')
    expect((await cells(panel.getByTestId('sql-row'))).slice(0, 2)).toEqual(['true', 'true'])
    expect(await axeViolations(page, { within: '[data-testid="sql-panel"]' })).toEqual([])
    await panel.getByRole('button', { name: /^Leave .*Weather.* out$/ }).click()
    await panel.getByTestId('sql-beside').waitFor({ state: 'detached' })
  })

  test('keeps what was asked', async () => {
    await panel.getByRole('button', { name: 'History' }).click()
    await page.getByRole('menuitem', { name: 'SELECT 7 AS seven' }).click()
    expect(await field.inputValue()).toBe('SELECT 7 AS seven')
  })

  test('has made the browser complain of nothing', () => expect(dashboard.problems).toEqual([]))
})

describe('signalbox sql', { timeout: 180_000 }, () => {
  let [capture, other] = ['', '']
  beforeAll(async () => {
    await browser.close()
    await stop()
    const names = await readdir(join(data, 'captures'))
    ;[capture, other] = ['sine', 'weather'].map(device =>
      names.find(name => name.includes(device) && name.endsWith('.duckdb'))!.replace('.duckdb', '')
    )
  }, 60_000)
  const sql = (...more: string[]): ReturnType<typeof signalbox> => signalbox(['sql', capture, ...more, '--data', data])

  test('writes CSV where nobody looks on', async () => {
    const { code, stdout, stderr } = await sql('SELECT sample, sine1 FROM samples ORDER BY sample LIMIT 2')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^sample,sine1\n0,-?[\d.]+\n1,-?[\d.]+\n$/)
  })

  test('writes an object a row with --json, and stops at --limit', async () => {
    const { code, stdout } = await sql('SELECT sample FROM samples ORDER BY sample', '--json', '--limit', '3')
    expect(code).toBe(0)
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line) as unknown)
    ).toEqual([{ sample: 0 }, { sample: 1 }, { sample: 2 }])
  })

  test('reads another capture --with it', async () => {
    const { code, stdout, stderr } = await sql(
      'SELECT min(sample) AS first FROM other.samples',
      '--with',
      `other=${other}`
    )
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'first\n0\n', stderr: '' })
  })

  test('shows the schema', async () => {
    const { stdout } = await sql('--schema', '--json')
    const { tables } = JSON.parse(stdout) as { tables: { name: string; columns: { name: string }[] }[] }
    expect(tables.find(({ name }) => name === 'samples')!.columns.map(({ name }) => name)).toEqual([
      'sample',
      'time',
      'sine1',
      'sine2'
    ])
  })

  test.each([
    [['FROM smaples'], /^signalbox: .*smaples does not exist.*\(line 1, column 6\)\. Correct the query.*\n$/],
    [['DROP TABLE samples'], /more than read/],
    [['SELECT sum(sqrt(i)) FROM range(100000000000) t(i)', '--timeout', '2'], /longer than 2 s/],
    [[], /there is no query/],
    [['SELECT 1', '--timeout', 'soon'], /number from 1 to 600/],
    [['SELECT 1', '--with', 'other'], /NAME=CAPTURE/],
    [['SELECT 1', '--with', 'main=x'], /The name: is taken/]
  ])('%j ends with code 1 and one line', async (argv, expected) => {
    const { code, stdout, stderr } = await sql(...argv)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(expected)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })
})
