import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron } from 'playwright-core'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** Why the desktop app cannot be run here; null when it can. */
function whyNot(): string | null {
  const note = resolve(root, 'node_modules/electron/path.txt')
  if (!existsSync(note)) return 'the Electron runtime is not installed'
  if (!existsSync(resolve(root, 'node_modules/electron/dist', readFileSync(note, 'utf8').trim())))
    return 'the Electron runtime is not installed'
  if (!existsSync(resolve(root, 'out/main/electron.js'))) return 'the desktop app is not built'
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display'
  return null
}

const why = whyNot()
if (why) process.stdout.write(`The desktop app is not run end to end: ${why}.\n`)

it.skipIf(why !== null)('the desktop app shows its page, joined to a running engine', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-desktop-'))
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const options = ['--data', join(folder, 'data'), '--open', 'sim:sine?channels=2&rate=100']
  const app = await _electron.launch({
    args: [...asRoot, `--user-data-dir=${join(folder, 'user')}`, root, '--', ...options],
    cwd: root
  })
  try {
    const page = await app.firstWindow()
    expect(page.url()).toBe('app://signalbox/index.html')
    const seen = await page.evaluate(() => ({
      bridge: Object.keys(window.signalbox ?? {}).sort(),
      node: typeof (globalThis as { require?: unknown }).require
    }))
    expect(seen).toEqual({ bridge: ['choosePath', 'showInFolder'], node: 'undefined' })
    // A channel's name can only have come from the engine, through the port.
    await page.getByText('sine1').first().waitFor({ timeout: 15_000 })
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
