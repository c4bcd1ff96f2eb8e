// `npm run screenshots`: starts the built dashboard with simulators, drives it like a user and takes README's pictures.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'

const root = resolve(import.meta.dirname, '..')
const pictures = join(root, 'docs/pictures')
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome', process.env.CHROMIUM].find(
  path => path && existsSync(path)
)
mkdirSync(pictures, { recursive: true })
const data = mkdtempSync(join(tmpdir(), 'signalbox-pictures-'))
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })

await picture('start', [], { width: 1440, height: 900, colorScheme: 'light' }, async () => {})
for (const [width, height, colorScheme] of [
  [1440, 900, 'light'],
  [1440, 900, 'dark'],
  [1024, 700, 'light'],
  [1024, 700, 'dark']
])
  await picture(
    `dashboard-${colorScheme}-${width}`,
    ['sim:motor?seed=7', 'sim:imu?seed=3'],
    { width, height, colorScheme },
    use
  )

await browser.close()
rmSync(data, { recursive: true, force: true })

/** Limits on a channel, a spike, and enough time for the chart to fill. */
async function use(page) {
  const row = page.locator('[data-testid="channel-row"][data-channel="vibration"]')
  await row.getByRole('button').first().click()
  await page.getByLabel('Yellow above').fill('3')
  await page.getByLabel('Red above').fill('5')
  await page.getByLabel('Red above').press('Enter')
  await page.waitForTimeout(20_000)
  await page.getByRole('button', { name: /^Actions for Motor/ }).click()
  await page.getByRole('menuitem', { name: /^Inject a fault/ }).click()
  await page.getByRole('menuitem', { name: 'Spike' }).click()
  await page.waitForTimeout(6000)
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
