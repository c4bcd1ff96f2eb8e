import { FrameLoop } from '@renderer/charts/frame-loop'
import { bare, bareOn, micro, microRaw, ours, stripChart, width, type Painter } from './painters'
import { bucket, noisyStore } from './signal'

const rounds = 100
/** Frames timed as one: the page's clock only has tenths of a millisecond. */
const together = 4
const warmUp = 30

/**
 * Median milliseconds a frame of each painter. They take turns within a round, so that whatever else the machine does
 * meets all of them.
 */
async function measure(painters: Readonly<Record<string, Painter>>): Promise<Record<string, number>> {
  const times = Object.fromEntries(Object.keys(painters).map(name => [name, [] as number[]]))
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const [name, painter] of Object.entries(painters)) {
      const start = performance.now()
      for (let frame = 0; frame < together; frame++) await painter(width + 8 + round * together + frame)
      if (round >= warmUp) times[name].push((performance.now() - start) / together)
    }
    if (round % 10 === 0) await new Promise(requestAnimationFrame)
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, quantile(list, 0.5)]))
}

function quantile(list: readonly number[], share: number): number {
  return list.toSorted((a, b) => a - b)[Math.floor((list.length - 1) * share)]
}

/** Milliseconds a frame of one chart of four lines, by painter. */
async function frames(): Promise<Record<string, number>> {
  const store = noisyStore(width + 8 + (warmUp + rounds) * together, 4)
  return measure({
    bare: bare(store, 4),
    ours: ours(store, 4, { lineWidth: 1.5, band: 0 }),
    band: ours(store, 4, { lineWidth: 1.5, band: 3 }),
    width1: ours(store, 4, { lineWidth: 1, band: 0 }),
    width2: ours(store, 4, { lineWidth: 2, band: 0 }),
    uplot: micro(store, 4),
    raw10k: microRaw(10_000, 4),
    raw100k: microRaw(100_000, 4)
  })
}

/** Milliseconds a frame of the same picture of 10,000 samples a second, and of a million: only buckets are drawn. */
async function rates(): Promise<Record<string, number>> {
  const buckets = width + 8 + (warmUp + rounds) * together
  const drawn = (samples: number): Painter => ours(noisyStore(buckets, 4, 0, samples), 4, { lineWidth: 1.5, band: 0 })
  return measure({ slow: drawn(8), fast: drawn(800) })
}

/** Draws `count` frames with new data in each; the caller reads the heap before and after. */
async function many(count: number): Promise<void> {
  const canvas = document.createElement('canvas')
  document.body.append(canvas)
  const store = noisyStore(width * 2, 4)
  const chart = stripChart(canvas, store, { lines: 4, lineWidth: 1.5, band: 3 })
  chart.resize(width, 400, 1)
  for (let frame = 0; frame < count; frame++) {
    const end = width + (frame % width)
    store.version++
    chart.draw(end * bucket, width * bucket, { now: frame * 16, still: false })
    if (frame % 60 === 0) await new Promise(requestAnimationFrame)
  }
  chart.destroy()
  canvas.remove()
}

/** Frames a second and the 95th percentile between two of them, ms, of twelve pictures of four lines in one loop. */
async function twelve(kind: 'ours' | 'bare'): Promise<{ fps: number; p95: number; rate: number }> {
  document.body.innerHTML = ''
  document.body.style.cssText = 'margin:0;display:grid;grid-template-columns:repeat(3,640px)'
  const loop = new FrameLoop({
    request: callback => void requestAnimationFrame(callback),
    now: () => performance.now(),
    hidden: () => false,
    onShown: () => {},
    report: error => console.error(error)
  })
  const seconds = 5
  const start = performance.now()
  const registrations = Array.from({ length: 12 }, (_, at) => {
    const canvas = document.createElement('canvas')
    document.body.append(canvas)
    const store = noisyStore(640 + seconds * 400, 4, at)
    if (kind === 'bare') {
      Object.assign(canvas, { width: 572, height: 240 })
      const paint = bareOn(canvas, store, 4)
      return loop.add({ paint: now => paint(572 + Math.floor(((now - start) * 2) / bucket)), moves: () => true })
    }
    const chart = stripChart(canvas, store, { lines: 4, lineWidth: 1.5, band: 0 })
    chart.resize(640, 268, 1)
    const span = chart.columns * bucket
    return loop.add({
      paint: now => chart.draw(span + (now - start) * 2, span, { now, still: false }),
      moves: () => true
    })
  })
  const stamps: number[] = []
  await new Promise<void>(resolve => {
    const stamp = (): void => {
      stamps.push(performance.now())
      if (performance.now() - start > seconds * 1000) resolve()
      else loop.afterFrame(stamp)
    }
    loop.afterFrame(stamp)
  })
  for (const registration of registrations) registration.remove()
  const late = stamps.filter(stamp => stamp - start > 1000)
  const gaps = late.slice(1).map((stamp, at) => stamp - late[at])
  return { fps: (1000 * gaps.length) / (late.at(-1)! - late[0]), p95: quantile(gaps, 0.95), rate: loop.rate }
}

Object.assign(window, { chartsBench: { frames, twelve, rates, many } })
