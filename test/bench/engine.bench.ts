import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { viewServer } from '@main/services/serve-view'
import { parseDeviceAddress } from '@shared/model/address'
import { decodeFrame } from '@shared/wire/frame'
import type { LiveRequest } from '@shared/wire/live'
import { memoryLinkPair } from '@shared/wire/memory-link'
import { splitLink } from '@shared/wire/multiplex'
import { benchEngine } from './bench-engine'
import { report } from './report'

/*
 * The real engine with its real store (the recorder's thread out of the build), simulators, and one view over a link in
 * memory: how long a byte takes from its read to its frame, how late the engine's timers are meanwhile, and what its
 * memory does. The recorder's thread and the simulators share the machine with it, as they do in use.
 */
const seconds = 20
const warmUp = 5
const devices = ['sim:sine?channels=16&rate=1000&seed=1', 'sim:sine?channels=1&rate=20000&seed=2', 'sim:imu?seed=3']

const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'))
const engine = await benchEngine(folder)
try {
  const sessions = await Promise.all(devices.map(address => engine.registry.open(parseDeviceAddress(address), 'auto')))
  const view = openView()
  for (const [subscription, session] of sessions.entries())
    view.ask({
      kind: 'follow',
      subscription,
      session: session.id,
      channels: [],
      bucket: 10,
      from: 0,
      credits: 2,
      interval: 16
    })
  await pause(warmUp * 1000)

  const delay = monitorEventLoopDelay({ resolution: 1 })
  const framesBefore = view.frames()
  const before = memory()
  engine.registry.status()
  delay.enable()
  await pause(seconds * 1000)
  delay.disable()
  const frames = view.frames() - framesBefore
  const status = engine.registry.status()
  const after = memory()
  // The terminal keeps the newest bytes only; those before are on disk.
  const queues = status.flatMap(session => session.queues).filter(({ place }) => place !== 'terminal')
  const dropped = queues.reduce((sum, queue) => sum + queue.dropped, 0)
  console.log(
    `${status.map(({ samplesPerSecond }) => samplesPerSecond.toFixed(0)).join(' + ')} rows/s, ` +
      `${(frames / seconds).toFixed(0)} frames/s, ${dropped} dropped, delay p50 ${(delay.percentile(50) / 1e6).toFixed(1)} ms, ` +
      `max ${(delay.max / 1e6).toFixed(1)} ms`
  )
  for (const [index, { latency }] of status.entries())
    report(`byte read to frame sent (ms), p99, ${devices[index]}`, latency?.p99 ?? Infinity, { atMost: 50 })
  report("event-loop delay (ms) of the engine's thread while recording, p99", delay.percentile(99) / 1e6, {
    atMost: 10
  })
  console.log(
    `resident ${after.resident.toFixed(0)} MB, ${(after.resident - before.resident).toFixed(0)} MB more than at the start, ` +
      `of it ${(after.arrays - before.arrays).toFixed(0)} MB history; the rest is DuckDB's cache, which ends at its memory_limit`
  )
  report("growth of the engine's own heap while recording, MB", after.heap - before.heap, { atMost: 20 })
  if (dropped > 0) throw new Error(`${dropped} were dropped`)
  view.close()
} finally {
  await engine.shutdown()
  rmSync(folder, { recursive: true, force: true })
}

/** MB: of the whole process; of the engine's typed arrays, which are its history filling up; of its other objects. */
function memory(): Record<'resident' | 'arrays' | 'heap', number> {
  globalThis.gc?.()
  const { rss, arrayBuffers, heapUsed } = process.memoryUsage()
  return { resident: rss / 1e6, arrays: arrayBuffers / 1e6, heap: heapUsed / 1e6 }
}

/** A view that gives a credit back for every frame, as the page does. */
function openView(): { ask(request: LiveRequest): void; frames(): number; close(): void } {
  const [near, far] = memoryLinkPair()
  viewServer(engine, text => console.error(text))(far)
  const { live, close } = splitLink(near)
  let frames = 0
  const ask = (request: LiveRequest): void => live.send(JSON.stringify(request))
  live.onMessage(message => {
    if (typeof message === 'string') return
    frames++
    ask({ kind: 'credit', subscription: decodeFrame(message).subscription, count: 1 })
  })
  return { ask, frames: () => frames, close }
}
