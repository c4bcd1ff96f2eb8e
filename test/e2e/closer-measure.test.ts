import { readFileSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { type SerialCable, serialCable } from '../support/socat'
import { drag, type StripPlot, stripPlot } from '../support/strip-plot'
import { until } from '../support/until'

let host: HeadlessHost
let browser: Browser
let cable: SerialCable
let dashboard: DashboardPage
let page: Page
let device: ReturnType<typeof setInterval>
let ramp: StripPlot

interface Row {
  readonly time: number
  readonly ramp: number
  readonly square: number
}
const cursor = (name: 'a' | 'b'): Locator => page.getByTestId(`cursor-${name}`)
/** ms since the epoch, rounded. */
const cursorTime = async (name: 'a' | 'b'): Promise<number> => Number(await cursor(name).getAttribute('aria-valuenow'))
const number = (words: string): number => Number(words.replaceAll('−', '-').replaceAll(',', '').split(' ')[0])
async function figures(channel: string): Promise<Record<string, number>> {
  const cells = page.locator(`[data-testid="measure-row"][data-channel="${channel}"] td`)
  const words = await cells.evaluateAll(all =>
    all.map(cell => [(cell as HTMLElement).dataset.column ?? '', cell.textContent ?? ''])
  )
  return Object.fromEntries(words.map(([name, value]) => [name, number(value.trim())]))
}
/** Exports what the dialog that is open says, and reads the file. */
async function exported(): Promise<readonly Row[]> {
  const dialog = dashboard.dialog()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export', exact: true }).click()
  ])
  const [, ...lines] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n')
  await dialog.getByText('Exported').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  return lines.map(line => {
    const [time, rising, square] = line.split(',').map(Number)
    return { time, ramp: rising, square }
  })
}
/** By linear interpolation between the samples in their order. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const place = share * (sorted.length - 1)
  const low = Math.floor(place)
  return sorted[low] + (place - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low])
}
const nearest = (rows: readonly Row[], time: number): Row =>
  rows.reduce((best, row) => (Math.abs(row.time - time) < Math.abs(best.time - time) ? row : best))

/** A pseudo-terminal that counts its rows; the second column goes between 0 and 10. */
describe('measuring', () => {
  let all: readonly Row[] = []
  let chosen: readonly Row[] = []

  beforeAll(async () => {
    cable = await serialCable()
    ;[host, browser] = await Promise.all([startHeadlessHost({ open: [`serial:${cable.path}`] }), launchChromium()])
    let row = 0
    const next = (): string => `${row},${row++ % 20 < 10 ? 0 : 10}\n`
    dashboard = await openDashboard(browser, host.url)
    ;({ page } = dashboard)
    page.setDefaultTimeout(10_000)
    // What is sent before the port is open may be lost.
    await dashboard.journal('Connected to').first().waitFor()
    await cable.write('ramp [V],square [A]\n')
    device = setInterval(() => void cable.write(next()).catch(() => undefined), 20)
    ramp = stripPlot(page, 'ramp')
    await ramp.plot.waitFor()
    await page.getByTestId('add-panel').click()
    await page.getByRole('menuitem', { name: 'Measure', exact: true }).click()
    await page.getByTestId('measure').waitFor()
    await page.getByLabel('Time span').selectOption({ label: '5 s' })
    await until(
      'some seconds are there',
      async () => number(await dashboard.channel('ramp').getByTestId('channel-value').innerText()) > 150
    )
    await dashboard.button('Pause').click()
    await page
      .getByText(/^Paused at/)
      .first()
      .waitFor()
  })
  afterAll(async () => {
    clearInterval(device)
    await browser?.close()
    await host?.stop()
    await cable?.dispose()
  })

  it('places cursors by keys where the pointer is', async () => {
    for (const [name, share] of [
      ['a', 0.6],
      ['b', 0.9]
    ] as const) {
      const time = await ramp.timeAt(share)
      await page.keyboard.press(name)
      await cursor(name).waitFor()
      expect(Math.abs(((await cursorTime(name)) % 86_400_000) - time)).toBeLessThan(1.6)
    }
    const before = await cursorTime('b')
    await cursor('b').press('Shift+ArrowLeft')
    await until('it has moved', async () => (await cursorTime('b')) < before)
  })

  it('places and moves them by mouse', async () => {
    await page.keyboard.press('x')
    await cursor('a').waitFor({ state: 'detached' })
    await page.keyboard.press('m')
    await drag(page, await ramp.at(0.55), await ramp.at(0.85))
    await Promise.all([cursor('a').waitFor(), cursor('b').waitFor()])
    await page.keyboard.press('h')
    const time = await ramp.timeAt(0.8)
    const handle = (await cursor('b').boundingBox())!
    const target = await ramp.at(0.8)
    await drag(page, { x: handle.x + 10, y: handle.y + 9 }, { x: target.x, y: handle.y + 9 })
    await until('it is there', async () => Math.abs(((await cursorTime('b')) % 86_400_000) - time) < 12)
  })

  it('exports exactly the selection: from the first sample in it to the last', async () => {
    await page.keyboard.press('e')
    await dashboard.dialog().getByText('Whole capture').click()
    all = await exported()
    await page.keyboard.press('Shift+e')
    chosen = await exported()
    const [a, b] = [await cursorTime('a'), await cursorTime('b')]
    const within = all.filter(({ time }) => time >= a - 0.5 && time <= b + 0.5)
    expect(chosen.length).toBeGreaterThan(20)
    expect(chosen[0].ramp).toBe(within[0].ramp)
    expect(chosen.at(-1)!.ramp).toBe(within.at(-1)!.ramp)
    expect(chosen.length).toBe(within.length)
  })

  it('reads values, differences, 1/dt and slope at the cursors', async () => {
    const [a, b] = [await cursorTime('a'), await cursorTime('b')]
    const [atA, atB] = [nearest(all, a), nearest(all, b)]
    await until('the values are read', async () => (await figures('ramp')).b === atB.ramp)
    const shown = await figures('ramp')
    expect(shown).toMatchObject({ a: atA.ramp, b: atB.ramp, difference: atB.ramp - atA.ramp })
    const slope = (1000 * (atB.ramp - atA.ramp)) / (atB.time - atA.time)
    expect(Math.abs(shown.slope / slope - 1)).toBeLessThan(0.01)
    const apart = await page.getByTestId('measure-dt').innerText()
    expect(Math.abs(number(apart) * (apart.endsWith(' ms') ? 1 : 1000) - (b - a))).toBeLessThan(1.1)
    expect(Math.abs(number(await page.getByTestId('measure-rate').innerText()) / (1000 / (b - a)) - 1)).toBeLessThan(
      0.01
    )
  })

  it.each(['ramp', 'square'] as const)('computes the figures of the selection: %s', async name => {
    const values = chosen.map(row => row[name])
    await until('they are computed', async () => (await figures(name)).count === values.length)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const squares = values.reduce((sum, value) => sum + value ** 2, 0)
    const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    const integral = chosen.reduce((sum, row, at) => {
      if (at === 0) return 0
      const last = chosen[at - 1]
      return sum + (((row.time - last.time) / 1000) * (row[name] + last[name])) / 2
    }, 0)
    const wanted = {
      min: Math.min(...values),
      max: Math.max(...values),
      mean,
      rms: Math.sqrt(squares / values.length),
      sigma: Math.sqrt(spread / (values.length - 1)),
      integral,
      ...Object.fromEntries([1, 5, 50, 95, 99].map(rank => [`p${rank}`, percentile(values, rank / 100)]))
    }
    const shown = await figures(name)
    for (const [figure, value] of Object.entries(wanted))
      expect(Math.abs(shown[figure] - value), `${figure}: ${shown[figure]} for ${value}`).toBeLessThan(
        0.005 * Math.abs(value) + 0.01
      )
  })

  it('reads the values of all channels under the pointer, in all charts at once', async () => {
    const square = stripPlot(page, 'square')
    const { from, to } = await ramp.shown()
    const day = all[0].time - (all[0].time % 86_400_000)
    const share = (row: Row): number => (row.time - day - from) / (to - from)
    // Rows that came close together, as on a busy machine, share a pixel: one that stands alone is aimed at.
    const alone = all.filter((row, at) =>
      [all[at - 1], all[at + 1]].every(beside => beside && Math.abs(beside.time - row.time) > 12)
    )
    const at = alone.reduce((best, row) => (Math.abs(share(row) - 0.7) < Math.abs(share(best) - 0.7) ? row : best))
    await ramp.timeAt(share(at))
    await until('both charts read the sample there', async () => {
      const [one, other] = [await ramp.readout(), await square.readout()]
      return Number(one.ramp) === at.ramp && Number(other.square) === at.square
    })
  })

  it('never printed an error or a warning', () => {
    expect(dashboard.problems).toEqual([])
  })
})
