// `npm run screenshots`: starts the built dashboard with simulators, drives it like a user and takes README's pictures.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'

const root = resolve(import.meta.dirname, '..')
const pictures = join(root, 'docs/pictures')
const motor = 'sim:motor?seed=7'
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome', process.env.CHROMIUM].find(
  path => path && existsSync(path)
)
mkdirSync(pictures, { recursive: true })
const data = mkdtempSync(join(tmpdir(), 'signalbox-pictures-'))
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
try {
  await picture('start', [], { width: 1440, height: 900, colorScheme: 'light' }, async () => {})
  for (const [width, height, colorScheme] of [
    [1440, 900, 'light'],
    [1440, 900, 'dark'],
    [1024, 700, 'light'],
    [1024, 700, 'dark']
  ])
    await picture(`dashboard-${colorScheme}-${width}`, [motor], { width, height, colorScheme }, use)
} finally {
  await browser.close()
  rmSync(data, { recursive: true, force: true })
}

/** Limits on two channels, panels around the charts, and a spike once the charts are full. */
async function use(page) {
  await limits(page, 'current', { yellow: 5, red: 8 })
  await limits(page, 'vibration', { yellow: 3, red: 5 })
  await arrange(page)
  // Into its second turn, so that the charts are full: loaded, idle, loaded again.
  const rpm = page.locator('[data-testid="channel-row"][data-channel="rpm"]')
  for (const speed of [/rpm\D*1[45]\d\d\./, /rpm\D*9\d\d\./, /rpm\D*1[45]\d\d\./])
    await rpm.filter({ hasText: speed }).waitFor({ timeout: 60_000 })
  await page.waitForTimeout(3000)
  await page.getByRole('button', { name: /^Actions for Motor/ }).click()
  await page.getByRole('menuitem', { name: /^Inject a fault/ }).click()
  await page.getByRole('menuitem', { name: 'Spike' }).click()
  await page.getByText('vibration turned red').first().waitFor()
  await page.getByRole('button', { name: 'Close', exact: true }).last().click()
  // Until the spectrum has forgotten the spike.
  await page.waitForTimeout(6500)
}

async function limits(page, channel, { yellow, red }) {
  await page.locator(`[data-testid="channel-row"][data-channel="${channel}"]`).getByRole('button').first().click()
  await page.getByLabel('Yellow above').fill(String(yellow))
  await page.getByLabel('Red above').fill(String(red))
  await page.getByLabel('Red above').press('Enter')
  await page.waitForTimeout(500)
}

/** Imports a layout, as a user would who was handed one. */
async function arrange(page) {
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+k')
  await page.getByTestId('palette').getByRole('combobox').fill('Import layout')
  await page.keyboard.press('Enter')
  await (
    await chooser
  ).setFiles({ name: 'bench.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(bench())) })
  await page.getByRole('button', { name: 'Close', exact: true }).first().click()
}

function bench() {
  const refs = (...channels) => ({ channels: channels.map(channel => ({ address: motor, channel })) })
  const place = (size, ...tabs) => ({ size, tabs, shown: tabs[0] })
  const root = {
    size: 800,
    children: [
      { size: 660, children: [place(585, 'charts-1'), place(215, 'states-1', 'journal-1')] },
      { size: 450, children: [place(420, 'spectrum-1', 'histogram-1'), place(380, 'gauge-1', 'terminal-1')] }
    ]
  }
  const panel = (kind, options = {}) => ({ kind, title: '', options })
  return {
    signalbox: 'layout',
    name: 'bench',
    layout: {
      version: 1,
      grid: { direction: 'row', width: 1110, height: 800, root },
      floats: [],
      panels: {
        'charts-1': panel('charts'),
        'states-1': panel('states', refs('rpm', 'current', 'vibration')),
        'journal-1': panel('journal'),
        'spectrum-1': panel('spectrum', refs('vibration')),
        'terminal-1': panel('terminal'),
        'gauge-1': panel('gauge', refs('rpm', 'current')),
        'histogram-1': panel('histogram', refs('vibration'))
      },
      active: 'charts-1',
      sides: { left: 308, right: 308, leftOpen: true, rightOpen: false }
    }
  }
}

async function picture(name, open, { width, height, colorScheme }, drive) {
  const host = spawn(
    process.execPath,
    [
      join(root, 'out/main/headless.js'),
      '--no-open',
      '--data',
      join(data, name),
      ...open.flatMap(one => ['--open', one])
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  )
  const url = await new Promise(found => {
    let text = ''
    host.stdout.on('data', more => {
      const ready = /ready at (\S+)/.exec((text += more))
      if (ready) found(ready[1])
    })
  })
  const page = await browser.newPage({ viewport: { width, height }, colorScheme })
  try {
    await page.goto(url)
    await page.waitForTimeout(1500)
    await drive(page)
    await page.screenshot({ path: join(pictures, `${name}.png`) })
    console.log(`docs/pictures/${name}.png`)
  } finally {
    await page.close()
    const gone = new Promise(resolve => host.once('exit', resolve))
    host.kill()
    await gone
  }
}
