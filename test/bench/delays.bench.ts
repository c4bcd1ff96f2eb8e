import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Conditions } from '@main/pipeline/processor'
import { parseDeviceAddress } from '@shared/model/address'
import { exportFormats } from '@shared/model/capture'
import { defaultChannelSettings } from '@shared/model/settings'
import { benchEngine } from './bench-engine'
import { report } from './report'
import { sineRows } from './sine-rows'

/*
 * How late the timers of the engine's thread are, which reads the devices, while something heavy goes on beside or in it: exports
 * of every format, a capture decoded again, one replayed at 1000 times its speed. A device of 16 channels at 1 kHz is recorded
 * all along. The other threads share the machine with it, as they do in use.
 */
const seconds = 4
const channels = 4
const signal = new AbortController().signal
const device = 'sim:sine?channels=16&rate=1000&seed=1'
const settings = { '*': defaultChannelSettings }
const conditions: Conditions = { format: 'separated', byteTime: 0, settings, derived: [], triggers: [] }

const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'))
const engine = await benchEngine(folder)
const { store } = engine

try {
  const bytes = await recorded()
  // Which has rows to export.
  const rows = await toEnd(store.decodeAgain({ capture: bytes, recipe: {} }, signal))
  const { registry } = engine
  await registry.open(parseDeviceAddress(device), 'auto')
  await measured('with nothing beside', async () => pause(200))
  for (const format of exportFormats.filter(each => each !== 'wav'))
    await measured(`during exports as ${format}`, () =>
      toEnd(store.export({ capture: rows.id, format }, join(folder, `rows.${format}`), signal))
    )
  await measured('while a capture is decoded again', () =>
    toEnd(store.decodeAgain({ capture: bytes, recipe: {} }, signal))
  )
  const replay = parseDeviceAddress(`replay:${bytes}?speed=1000`)
  const { id } = await registry.open(replay, 'auto')
  await measured('while one is replayed 1000 times as fast', async () => pause(200))
  await registry.close(id)
} finally {
  await engine.shutdown()
  rmSync(folder, { recursive: true, force: true })
}

/** Does the work again and again for some seconds. */
async function measured(when: string, work: () => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const started = performance.now()
  delay.enable()
  while (performance.now() - started < seconds * 1000) await work()
  delay.disable()
  report(`event-loop delay (ms) of the reading thread ${when}, p99`, delay.percentile(99) / 1e6, { atMost: 10 })
}

async function toEnd<T>(work: AsyncGenerator<number, T, void>): Promise<T> {
  for (;;) {
    const step = await work.next()
    if (step.done) return step.value
  }
}

/** A capture with 96 MB of bytes, as of a device that sent 25 KB a second: four seconds at 1000 times its speed. */
async function recorded(): Promise<string> {
  const text = Buffer.concat(Array<Buffer>(12).fill(sineRows(channels, 8e6)))
  const spec = { kind: 'simulator', profile: 'sine', seed: 1, format: 'csv' } as const
  const recorder = store.record({ device: spec, address: 'sim:sine', label: 'Sines', start: 1e12, conditions })
  for (let from = 0; from < text.length; from += 16_384) {
    const bytes = text.subarray(from, from + 16_384)
    recorder.accept({ kind: 'chunk', bytes, ends: [bytes.length], times: [1e12 + from / 25] })
    while (recorder.queue.fill > recorder.queue.capacity * 0.5) await pause(2)
  }
  await recorder.close()
  return recorder.capture
}
