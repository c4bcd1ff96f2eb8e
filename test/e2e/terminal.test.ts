import { constants, openSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { type SerialCable, serialCable } from '../support/socat'
import { until } from '../support/until'

let host: HeadlessHost
let browser: Browser
let cable: SerialCable
let dashboard: DashboardPage
let page: Page
let terminal: Locator
/** What has arrived at the device's end. */
let arrived = ''
let deviceEnd: ReadStream

const line = (text: string | RegExp): Locator => terminal.getByTestId('terminal-line').filter({ hasText: text })
const input = (): Locator => terminal.getByLabel(/^Send to /)

/** Waits until exactly these bytes have come, and forgets them. */
async function gets(bytes: string): Promise<void> {
  await until(`the device gets ${JSON.stringify(bytes)}, not ${JSON.stringify(arrived)}`, () => arrived === bytes)
  arrived = ''
}

/** A pseudo-terminal that says what the test wants, and hears what the page sends. */
describe('the terminal', () => {
  beforeAll(async () => {
    cable = await serialCable()
    ;[host, browser] = await Promise.all([startHeadlessHost({ open: [`serial:${cable.path}`] }), launchChromium()])
    deviceEnd = new ReadStream(openSync(cable.devicePath, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK))
    deviceEnd.on('data', (bytes: Buffer) => (arrived += bytes.toString('latin1')))
    dashboard = await openDashboard(browser, host.url)
    ;({ page } = dashboard)
    await page.getByTestId('session').getByText('Live').waitFor()
    await page.getByTestId('add-panel').click()
    await page.getByRole('menuitem', { name: 'Terminal', exact: true }).click()
    terminal = page.getByTestId('terminal')
    await terminal.waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    deviceEnd?.destroy()
    await host?.stop()
    await cable?.dispose()
  })

  it('shows what the device sends, line by line, with its time and its direction', async () => {
    await cable.write('temp=21.5\r\nhum=40\r\npar')
    await line('temp=21.5').waitFor()
    await line('par').waitFor()
    await cable.write('tial\n')
    await line('partial').waitFor()
    expect(await line('hum=40').innerText()).toMatch(/^\d\d:\d\d:\d\d\.\d{3}\s*RX\s*hum=40$/)
  })

  it('shows control characters and bytes that are no text', async () => {
    await cable.write(Uint8Array.of(0x1b, 0x5b, 0x31, 0x6d, 0xff, 0x41, 0x0a))
    await line('␛[1m\\xFFA').waitFor()
  })

  it('shows the same bytes as a hex dump with their characters', async () => {
    await terminal.getByRole('button', { name: 'Hex' }).click()
    await line(/74 65 6d 70 3d 32 31 2e.*temp=21\./).waitFor()
    await terminal.getByRole('button', { name: 'Text' }).click()
    await line('temp=21.5').waitFor()
  })

  it('shows only what matches, marks it, and says what is wrong with an expression', async () => {
    await terminal.getByRole('button', { name: 'Find or filter' }).click()
    const filter = terminal.getByRole('searchbox')
    await filter.fill('/temp|hum/')
    await terminal.getByText(/^2 of \d+ lines$/).waitFor()
    expect(await terminal.locator('mark').allInnerTexts()).toEqual(['temp', 'hum'])
    await filter.fill('/(/')
    await terminal
      .getByRole('alert')
      .getByText(/Not a valid expression/)
      .waitFor()
    await filter.fill('hum')
    await terminal.getByRole('button', { name: 'Highlight matching' }).click()
    await line('partial').waitFor()
    await filter.press('Escape')
    await terminal.getByText('partial').waitFor()
  })

  it.each([
    ['No line end', 'none', ''],
    ['LF', 'lf', '\n'],
    ['CR', 'cr', '\r'],
    ['CR LF', 'crlf', '\r\n']
  ])('sends a line byte for byte with %s', async (_name, ending, bytes) => {
    await terminal.getByLabel('Line end').selectOption(ending)
    await input().fill(`get ${ending}`)
    await input().press('Enter')
    await gets(`get ${ending}${bytes}`)
    await line(`get ${ending}`).waitFor()
    expect(await line(`get ${ending}`).getAttribute('data-kind')).toBe('sent')
    expect(await input().inputValue()).toBe('')
  })

  it('goes through what was sent before, and back to what was being written', async () => {
    await input().fill('unfinished')
    await input().press('ArrowUp')
    expect(await input().inputValue()).toBe('get crlf')
    await input().press('ArrowUp')
    expect(await input().inputValue()).toBe('get cr')
    await input().press('ArrowDown')
    await input().press('ArrowDown')
    expect(await input().inputValue()).toBe('unfinished')
  })

  it('sends hex bytes, and says what is wrong with them', async () => {
    await terminal.getByLabel('Send as').selectOption('hex')
    await terminal.getByLabel('Line end').selectOption('none')
    await input().fill('01 A')
    await input().press('Enter')
    await terminal.getByRole('alert').getByText(/pairs/).waitFor()
    await input().fill('01 A0 ff')
    await input().press('Enter')
    await gets('\x01\xa0\xff')
    await terminal.getByLabel('Send as').selectOption('text')
  })

  it('saves a command as a button with a key, which survives a reload', async () => {
    await input().fill('start')
    await terminal.getByRole('button', { name: 'Save a command' }).click()
    const dialog = dashboard.dialog()
    await dialog.getByLabel('Label').fill('Go')
    await dialog.getByLabel('Line end').selectOption('lf')
    await dialog.getByLabel('Key', { exact: true }).selectOption('F6')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    await terminal.getByTestId('saved-command').click()
    await gets('start\n')
    // What was changed is on its way to the engine for a moment.
    await until('it is remembered', () =>
      page.evaluate(() => (localStorage.getItem('signalbox.terminal.commands') ?? '').includes('start'))
    )
    await page.reload()
    await terminal.getByTestId('saved-command').getByText('Go').waitFor()
    await page.getByTestId('session').getByText('Live').waitFor()
    await input().waitFor()
    await terminal.getByTestId('terminal-lines').focus()
    await page.keyboard.press('F6')
    await gets('start\n')
  })

  it('repeats a command until it is stopped', async () => {
    await terminal.getByRole('button', { name: 'More for Go' }).click()
    await page.getByRole('menuitem', { name: 'Edit …' }).click()
    await dashboard.dialog().getByLabel('Repeat every').fill('30')
    await dashboard.dialog().getByRole('button', { name: 'Save' }).click()
    await terminal.getByTestId('saved-command').click()
    await until('it was sent several times', () => arrived.split('\n').length > 4)
    await terminal.getByRole('button', { name: 'Stop Go' }).click()
    await terminal.getByRole('button', { name: 'Go', exact: true }).waitFor()
    arrived = ''
    await input().fill('after')
    await terminal.getByLabel('Line end').selectOption('lf')
    await input().press('Enter')
    await until('only what is sent by hand comes', () => arrived.endsWith('after\n'))
    expect(arrived.replace(/^(start\n)?/, '')).toBe('after\n')
  })

  it('stands still when one scrolls up, counts what comes, and jumps to the newest', async () => {
    await cable.write(Array.from({ length: 300 }, (_, at) => `row ${at}\n`).join(''))
    await line('row 299').waitFor()
    await terminal.getByTestId('terminal-lines').hover()
    await page.mouse.wheel(0, -900)
    await terminal.getByRole('button', { name: 'Jump to the newest' }).waitFor()
    await cable.write('more\nand more\n')
    await terminal.getByRole('button', { name: '2 new lines, jump to the newest' }).click()
    await line('and more').waitFor()
  })

  it('clears only what is shown', async () => {
    await terminal.getByRole('button', { name: 'Clear the view' }).click()
    await terminal.getByText('Cleared. What comes from now on appears here.').waitFor()
    await cable.write('after clearing\n')
    await line('after clearing').waitFor()
    expect(await terminal.getByTestId('terminal-line').count()).toBe(1)
  })

  it('says why nothing can be sent while the device is away', async () => {
    await cable.pull()
    await terminal
      .getByTestId('cannot-send')
      .getByText(/away|cannot be opened/)
      .waitFor()
    await line('after clearing').waitFor()
  })

  it('never printed an error or a warning', () => {
    expect(dashboard.problems).toEqual([])
  })
})
