import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../../support/chromium'

/*
 * The strip chart relies on what Chart.js does between its documented calls. Whoever upgrades it must look at
 * src-renderer/charts/strip-{controller,scale,plot,chart}.ts and then change `version` here.
 */
const version = '4.6.1'
const root = resolve(import.meta.dirname, '../../..')

interface Probe {
  /** What `probe` in contract-page.ts saw. */
  probe(): Record<string, unknown>
}

describe('the strip chart on Chart.js', () => {
  let browser: Browser
  let page: Page
  const errors: string[] = []

  beforeAll(async () => {
    const bundle = await build({
      entryPoints: [resolve(import.meta.dirname, 'contract-page.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'chrome120',
      alias: { '@shared': resolve(root, 'src-shared'), '@renderer': resolve(root, 'src-renderer') },
      logLevel: 'silent'
    })
    browser = await launchChromium()
    page = await browser.newPage()
    page.on('pageerror', error => errors.push(error.message))
    page.on('console', message => message.type() === 'error' && errors.push(message.text()))
    await page.setContent('<!doctype html><title>contract</title><body></body>')
    await page.addScriptTag({ content: bundle.outputFiles[0].text })
  })

  afterAll(() => browser?.close())

  it(`is pinned to exactly ${version}, the version whose inside it was written for`, () => {
    const read = (path: string): unknown => JSON.parse(readFileSync(resolve(root, path), 'utf8'))
    expect(read('package.json')).toMatchObject({ devDependencies: { 'chart.js': version } })
    expect(read('node_modules/chart.js/package.json')).toMatchObject({ version })
  })

  it('still works inside as it is relied upon', async () => {
    const seen = await page.evaluate(() => (window as unknown as Probe).probe())
    expect(seen, 'Chart.js changed inside: see the comment at the top of this test').toEqual({
      version,
      // A draw calls the controller and both scales once a line or axis, and never an update.
      drawCalls: { lines: 2, updates: 0 },
      // The axes' sizes are ours, so plots of different charts align.
      plot: { left: 58, right: 590, top: 6, bottom: 278 },
      // The window is moved without an update, in both directions of the mapping.
      window: { leftEdge: 2000, rightEdge: 7000, again: true },
      // Controllers hold no elements and parse nothing.
      elements: [0, 0],
      // Clipping is ours: Chart.js adds none.
      clips: 2,
      ratio: 2,
      backing: [1200, 600],
      // Where the data are, there are pixels of the line's colour; in a gap there are none.
      painted: { line: true, gap: false }
    })
    expect(errors).toEqual([])
  })
})
