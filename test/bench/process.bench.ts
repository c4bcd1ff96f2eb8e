import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { LightSettings } from '@shared/model/settings'
import { fusedColumns } from './fused-columns'
import { fusedLoop } from './fused-loop'
import { report } from './report'
import { sineRows } from './sine-rows'

/*
 * `signalbox process FILE` as a user runs it, out of the build, against the hand-fused loops over the same file read with
 * the same sizes: each a fresh process that measures itself from opening the file to its end. Taking turns, the best of each. The limit is on
 * `fusedLoop`; how it stands against `fusedColumns`, which is faster where reads are large, is printed beside it.
 */
const rounds = 4
/** The compiler's learning is part of it, as it is in use. */
const megabytes = 128
const window = 100
const threshold = 4.5
const lights = LightSettings.parse({ yellow: { low: -70, high: 70 }, red: { low: -90, high: 90 }, deadband: 2 })
const loops = { rows: fusedLoop, columns: fusedColumns }

interface Outcome {
  readonly samples: number
  readonly events: number
  readonly seconds: number
}

/** One hand-fused loop over a file. */
function fused(loop: keyof typeof loops, path: string, channels: number): Outcome {
  const started = performance.now()
  const { push, tally } = loops[loop]({ channels, window, threshold, lights })
  const file = openSync(path, 'r')
  const buffer = new Uint8Array(256 * 1024)
  for (let time = 0; ; time++) {
    const length = readSync(file, buffer)
    if (length === 0) break
    push(buffer.subarray(0, length), time)
  }
  closeSync(file)
  return { samples: tally.rows, events: tally.events, seconds: (performance.now() - started) / 1000 }
}

function lastLine(argv: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trimEnd().split('\n').at(-1) ?? ''
}

function compare(folder: string, channels: number): void {
  const path = join(folder, `${channels}.csv`)
  const block = sineRows(channels, 8e6)
  writeFileSync(path, Buffer.concat(Array<Buffer>(megabytes / 8).fill(block)))
  const states = join(folder, 'states.json')
  writeFileSync(states, JSON.stringify({ channels: { '*': lights } }))
  const settings = [
    '--rate',
    '1000',
    '--window',
    String(window),
    '--anomaly',
    `zscore:${threshold}`,
    '--states',
    states
  ]
  const product = (): Outcome => {
    const line = lastLine([resolve('out/main/cli.js'), 'process', path, ...settings, '--json'])
    const made = JSON.parse(line) as { samples: number; anomalies: number; stateChanges: number; seconds: number }
    return { ...made, events: made.anomalies + made.stateChanges }
  }
  const byHand = (loop: string): Outcome =>
    JSON.parse(lastLine([process.argv[1], loop, path, String(channels)])) as Outcome
  const best = { product: Infinity, rows: Infinity, columns: Infinity }
  for (let round = 0; round < rounds; round++) {
    const [made, rows, columns] = [product(), byHand('rows'), byHand('columns')]
    for (const other of [rows, columns])
      if (made.samples !== other.samples || made.events !== other.events || made.events < 10)
        throw new Error(`not the same: ${JSON.stringify({ made, other })}`)
    best.product = Math.min(best.product, made.seconds)
    best.rows = Math.min(best.rows, rows.seconds)
    best.columns = Math.min(best.columns, columns.seconds)
  }
  const speed = (seconds: number): string => `${((block.length * megabytes) / 8 / 1e6 / seconds).toFixed(0)} MB/s`
  console.log(
    `  by hand: rows ${speed(best.rows)}, columns ${speed(best.columns)}; process ${speed(best.product)}, ` +
      `${(best.columns / best.product).toFixed(2)} of the columns`
  )
  const name = `process / fused loop, end to end, ${channels} channel${channels === 1 ? '' : 's'}`
  report(name, best.rows / best.product, { atLeast: 0.6 })
  rmSync(path)
}

const [, , loop, path, channels] = process.argv
if (loop === 'rows' || loop === 'columns') console.log(JSON.stringify(fused(loop, path, Number(channels))))
else {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'))
  try {
    for (const count of [1, 4, 16]) compare(folder, count)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
