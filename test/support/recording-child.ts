// A process that records a counter until it is killed: `node recording-child.mjs DATA WORKER [once]`. It writes a JSON line
// after each step: what it has accepted by then, and how far the store says it is safe. `once` stops after one step.
import { systemClock } from '@shared/base/clock'
import type { Channel } from '@shared/model/channel'
import { openCaptureStore } from '@main/captures'

export interface RecordingStep {
  readonly capture: string
  readonly time: number
  readonly samples: number
  readonly bytes: number
  readonly safeUntil: number
}

const [folder, worker, once] = process.argv.slice(2)
const rows = 40
const store = await openCaptureStore({ folder, worker: new URL(worker), clock: systemClock })
const recorder = store.record({
  device: { kind: 'simulator', profile: 'sine', seed: 1, format: 'csv' },
  address: 'sim:sine?seed=1',
  label: 'Counter',
  start: systemClock.now()
})
const channel = (index: number): Channel => ({ index, name: `counter ${index}`, unit: '' })
let channels = [channel(0), channel(1)]
let samples = 0
let bytes = 0

function step(): void {
  // A channel that comes later changes the table while rows arrive.
  if (samples === 200 * rows) channels = [...channels, channel(2)]
  const time = systemClock.now()
  const column = (at: number): Float64Array => Float64Array.from({ length: rows }, (_, row) => samples + row + at / 4)
  const text = Buffer.from(Array.from({ length: rows }, (_, row) => `${samples + row}\n`).join(''))
  recorder.accept({ kind: 'chunk', bytes: text, ends: [text.length], times: [time] })
  recorder.accept({
    kind: 'batch',
    channels,
    first: samples,
    count: rows,
    time: new Float64Array(rows).fill(time),
    value: channels.map((_, index) => column(index)),
    mean: [],
    deviation: [],
    score: [],
    anomaly: [],
    state: []
  })
  samples += rows
  bytes += text.length
}

function tell(): void {
  const { capture, safeUntil } = recorder.status()
  const now: RecordingStep = { capture, time: systemClock.now(), samples, bytes, safeUntil }
  process.stdout.write(`${JSON.stringify(now)}\n`)
}

step()
setInterval(() => {
  if (!once) step()
  tell()
}, 2)
