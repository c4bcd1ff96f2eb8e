import { spawnSync } from 'node:child_process'
import { createDecoder, createRejectList } from '@main/decoders'
import type { Read } from '@main/devices/device'
import { createPipeline } from '@main/pipeline/chain'
import { coalesce } from '@main/pipeline/coalesce'
import { systemClock } from '@shared/base/clock'
import type { Source } from '@shared/flow/types'
import type { Item } from '@shared/model/item'
import { ChannelSettings } from '@shared/model/settings'
import { fusedColumns } from './fused-columns'
import { fusedLoop, type FusedLoop, type FusedOptions } from './fused-loop'
import { type Tally, tallySinks } from './pipeline-sinks'
import { report } from './report'

// The engine's pipeline against a loop fused by hand, over the same bytes from the same kind of source, in one run,
// taking turns; the best of several rounds of each, since others use the machine too. The yardstick is the faster of two
// hand-fused loops.

const rounds = 9
const settings = ChannelSettings.parse({
  window: 100,
  anomaly: { kind: 'zscore', threshold: 4.5 },
  lights: {
    yellow: { low: -70, high: 70 },
    red: { low: -90, high: 90 },
    deadband: 2,
    onDelay: 0.01,
    offDelay: 0.02
  }
})

/** Rows of noisy sines with three decimals, now and then a spike. */
function csv(channels: number, bytes: number): Uint8Array {
  let random = 1
  const lines: string[] = []
  for (let row = 0, length = 0; length < bytes; row++) {
    const fields = Array.from({ length: channels }, (_, channel) => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0
      const noise = random / 4_294_967_296 - 0.5
      const spike = random % 1999 === 0 ? 300 : 0
      return (60 * Math.sin(row / (50 + channel)) + 8 * noise + spike).toFixed(3)
    })
    lines.push(fields.join(','))
    length += lines[row].length + 1
  }
  return new TextEncoder().encode(lines.join('\n') + '\n')
}

function readsOf(bytes: Uint8Array, size: number): Source<Read> {
  return async function* (signal) {
    for (let at = 0, time = 1e12; at < bytes.length && !signal.aborted; at += size, time += size / 1000)
      yield { bytes: bytes.subarray(at, at + size), time }
  }
}

const never = new AbortController().signal

async function runFused(
  make: (options: FusedOptions) => FusedLoop,
  source: Source<Read>,
  channels: number
): Promise<Tally> {
  const { window, lights } = settings
  const loop = make({ channels, window, threshold: 4.5, lights })
  for await (const read of source(never)) loop.push(read.bytes, read.time)
  return loop.tally
}

async function runPipeline(source: Source<Read>, channels: number): Promise<Tally> {
  const decoder = createDecoder({ format: 'separated', byteTime: 0, rejects: createRejectList() })
  const pipeline = createPipeline(decoder, { settings: { '*': settings } })
  const { sinks, tally } = tallySinks(channels)
  const deliver = (item: Item): void => {
    for (const output of pipeline.send(item)) for (const sink of sinks) sink(output)
  }
  const joined = coalesce({ maximumBytes: 16_384, maximumDelay: 10, clock: systemClock })(source)
  for await (const item of joined(never)) deliver(item)
  deliver({ kind: 'ended', time: 2e12, reason: 'end-of-data' })
  return tally
}

function checkEqual(made: Tally, expected: Tally, what: string): void {
  for (const name of Object.keys(expected) as (keyof Tally)[]) {
    const [one, other] = [made[name], expected[name]]
    const equal =
      typeof one === 'number' || typeof other === 'number'
        ? one === other
        : one.every((value, channel) => Object.is(value, other[channel]))
    if (!equal) throw new Error(`${what}: ${name} differs: ${String(one)} instead of ${String(other)}`)
  }
  if (expected.events < 10) throw new Error(`${what}: the data shows too few events to mean anything`)
}

/** Processor time, ms: on a machine that others use too it says more than the clock on the wall. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

async function compare(channels: number, size: number, atLeast: number): Promise<void> {
  const bytes = csv(channels, 8_000_000)
  const source = readsOf(bytes, size)
  const name = `pipeline / fused loop, ${channels} channel${channels === 1 ? '' : 's'}, ${size}-byte reads`
  const made = await runPipeline(source, channels)
  checkEqual(made, await runFused(fusedLoop, source, channels), `${name}, by rows`)
  checkEqual(made, await runFused(fusedColumns, source, channels), `${name}, by columns`)
  let [byRows, byColumns, pipeline] = [Infinity, Infinity, Infinity]
  for (let round = 0; round < rounds; round++) {
    byRows = Math.min(byRows, await timed(() => runFused(fusedLoop, source, channels)))
    pipeline = Math.min(pipeline, await timed(() => runPipeline(source, channels)))
    byColumns = Math.min(byColumns, await timed(() => runFused(fusedColumns, source, channels)))
  }
  const speed = (milliseconds: number): string => `${(bytes.length / milliseconds / 1000).toFixed(0)} MB/s`
  console.log(`  fused by rows ${speed(byRows)}, by columns ${speed(byColumns)}, pipeline ${speed(pipeline)}`)
  report(name, Math.min(byRows, byColumns) / pipeline, { atLeast })
}

async function memory(samples: number): Promise<void> {
  const channels = 16
  const bytes = csv(channels, 2_000_000)
  const rows = bytes.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0)
  const turns = Math.ceil(samples / rows / channels)
  const resident: number[] = []
  const source: Source<Read> = async function* (signal) {
    for (let turn = 0; turn < turns; turn++) {
      yield* readsOf(bytes, 16_384)(signal)
      globalThis.gc?.()
      resident.push(process.memoryUsage.rss() / 1e6)
    }
  }
  await runPipeline(source, channels)
  const quarter = resident[Math.floor(resident.length / 4)]
  console.log(
    `  ${(turns * rows * channels) / 1e6} million samples: ${resident.at(-1)?.toFixed(0)} MB resident at the end`
  )
  report('memory growth from a quarter of the run to its end, MB', resident[resident.length - 1] - quarter, {
    atMost: 20
  })
}

// Each case in a process of its own, so that none runs on what the compiler learned from another.
const cases: Readonly<Record<string, () => Promise<void>>> = {
  ...Object.fromEntries(
    [1, 4, 16].flatMap(channels => [
      [`${channels}x16384`, () => compare(channels, 16_384, 0.85)],
      [`${channels}x256`, () => compare(channels, 256, 0.6)]
    ])
  ),
  memory: () => memory(100e6)
}
const [, script, asked] = process.argv
if (asked !== undefined) await cases[asked]()
else
  for (const name of Object.keys(cases)) {
    const { status } = spawnSync(process.execPath, [...process.execArgv, script, name], { stdio: 'inherit' })
    if (status !== 0) throw new Error(`${name} ended with ${status}`)
  }
