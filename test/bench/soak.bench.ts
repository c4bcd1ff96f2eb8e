import { execFileSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { launchChromium } from '../support/chromium'
import { startHeadlessHost } from '../support/headless-host'
import { residentMegabytes } from '../support/resident-memory'
import { report } from './report'

/*
 * Ten minutes of 16 channels at 1 kHz, at ten times the speed: the built product records and charts the same 9.6 million
 * values in one minute, with the page open. Memory is read at a third and at the end, after a collection in the page.
 */
const acceleration = 10
const minutes = 10
const settled = 0.3
const device = `sim:sine?channels=16&rate=${1000 * acceleration}&seed=5`

const host = await startHeadlessHost({ open: [device] })
const browser = await launchChromium()
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const errors: string[] = []
  page.on('pageerror', error => errors.push(error.message))
  await page.goto(host.url)
  await page.getByTestId('chart').first().waitFor()
  const devtools = await page.context().newCDPSession(page)

  const pageHeap = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage')
    const { usedSize } = await devtools.send('Runtime.getHeapUsage')
    return usedSize / 1024 / 1024
  }
  const engineMemory = (): Promise<number> => residentMegabytes(engineOf(host.process.pid!))

  const length = (minutes * 60_000) / acceleration
  await pause(length * settled)
  const before = { page: await pageHeap(), engine: await engineMemory() }
  await pause(length * (1 - settled))
  const after = { page: await pageHeap(), engine: await engineMemory() }
  const frames = await page.evaluate(
    () =>
      new Promise<number>(resolve => {
        let count = 0
        const start = performance.now()
        const tick = (now: number): void => {
          count++
          if (now - start < 3000) requestAnimationFrame(tick)
          else resolve((count * 1000) / (now - start))
        }
        requestAnimationFrame(tick)
      })
  )
  console.log(
    `soak: page heap ${before.page.toFixed(1)} then ${after.page.toFixed(1)} MB, engine ${before.engine.toFixed(0)} then ${after.engine.toFixed(0)} MB resident, ${frames.toFixed(0)} fps at the end`
  )
  if (errors.length > 0) throw new Error(`the page had errors: ${errors.join('; ')}`)
  report(
    'soak: growth of the page heap (MB) over the last seven of ten accelerated minutes',
    after.page - before.page,
    {
      atMost: 2
    }
  )
} finally {
  await browser.close()
  await host.stop()
}

/** The engine is the host's child. */
function engineOf(host: number): number {
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(host)])
    .toString()
    .trim()
    .split(/\s+/)
  return Number(children[0])
}
