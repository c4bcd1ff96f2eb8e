import { resolve } from 'node:path'
import { build } from 'esbuild'
import { launchChromium } from '../support/chromium'
import { report } from './report'

/*
 * What a frame of the strip chart costs, as ratios within one run. Raster is part of it, in software, as on a machine
 * without a graphics card. The sources of the page are found from the repository's root.
 */
const root = process.cwd()

interface Page {
  readonly chartsBench: {
    frames(): Promise<Record<'bare' | 'ours' | 'band' | 'width1' | 'width2' | 'uplot' | 'raw10k' | 'raw100k', number>>
    rates(): Promise<Record<'slow' | 'fast', number>>
    many(count: number): Promise<void>
    twelve(kind: 'ours' | 'bare'): Promise<{ fps: number; p95: number; rate: number }>
  }
}

async function pageScript(): Promise<string> {
  const result = await build({
    entryPoints: [resolve(root, 'test/bench/charts-page/page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { '@shared': resolve(root, 'src-shared'), '@renderer': resolve(root, 'src-renderer') },
    logLevel: 'error'
  })
  return result.outputFiles[0].text
}

const browser = await launchChromium()
try {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  page.on('pageerror', error => {
    throw error
  })
  await page.setContent('<!doctype html><title>charts</title><body></body>')
  await page.addScriptTag({ content: await pageScript() })
  const cost = await page.evaluate(() => (window as unknown as Page).chartsBench.frames())
  const bare = await page.evaluate(() => (window as unknown as Page).chartsBench.twelve('bare'))
  const { fps, p95, rate } = await page.evaluate(() => (window as unknown as Page).chartsBench.twelve('ours'))
  console.log(
    `charts: ms a frame, 4 lines, 1200 x 400: ${Object.entries(cost)
      .map(([name, milliseconds]) => `${name} ${milliseconds.toFixed(2)}`)
      .join(', ')}`
  )
  report('strip chart frame / bare canvas loop', cost.ours / cost.bare, { atMost: 1.6 })
  report('strip chart frame / uPlot on the same columns', cost.ours / cost.uplot, { atMost: 0.6 })
  report('strip chart frame / uPlot fed 10,000 samples a line', cost.ours / cost.raw10k, { atMost: 0.4 })
  report('strip chart frame / uPlot fed 100,000 samples a line', cost.ours / cost.raw100k, { atMost: 0.25 })
  const { slow, fast } = await page.evaluate(() => (window as unknown as Page).chartsBench.rates())
  report('frame at 100 times the data rate / frame', fast / slow, { atMost: 1.6 })
  report('line width 2 / width 1', cost.width2 / cost.width1, { atMost: 1.2 })
  report('with mean and band / without', cost.band / cost.ours, { atMost: 4 })
  console.log(
    `charts: 12 charts x 4 lines: ${fps.toFixed(1)} fps, p95 ${p95.toFixed(1)} ms, loop at ${rate} Hz; bare loops ${bare.fps.toFixed(1)} fps`
  )
  report('12 charts x 4 lines, time a frame / 12 bare loops', bare.fps / fps, { atMost: 1.1 })
  report('12 charts x 4 lines, frames a second', fps, { atLeast: 57 })
  report('12 charts x 4 lines, 95th percentile between frames (ms)', p95, { atMost: 22 })
  const devtools = await page.context().newCDPSession(page)
  const heap = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage')
    return (await devtools.send('Runtime.getHeapUsage')).usedSize / 1024 / 1024
  }
  const draw = (count: number): Promise<void> =>
    page.evaluate(frames => (window as unknown as Page).chartsBench.many(frames), count)
  await draw(1000)
  const before = await heap()
  await draw(36_000)
  report('heap growth over 36,000 frames (MB)', (await heap()) - before, { atMost: 0.5 })
} finally {
  await browser.close()
}
