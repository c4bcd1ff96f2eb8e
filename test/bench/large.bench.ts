import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { report } from './report'
import { sineRows } from './sine-rows'

/*
 * `signalbox process -` over 10 GB that are made on the fly and go through a pipe: resident memory must not grow with what was
 * read. From a quarter of the way to the end its highest is compared with that at the quarter.
 */
const gigabytes = 10
const channels = 16
const block = sineRows(channels, 8e6)

const settings = ['--rate', '1000', '--window', '100', '--anomaly', 'zscore:6', '--json']
const child = spawn(process.execPath, [resolve('out/main/cli.js'), 'process', '-', ...settings], {
  stdio: ['pipe', 'pipe', 'inherit']
})
let printed = ''
child.stdout.on('data', (text: Buffer) => (printed += String(text)))

const blocks = Math.ceil((gigabytes * 1e9) / block.length)
let atQuarter = 0
let highest = 0
for (let sent = 0; sent < blocks; sent++) {
  if (!child.stdin.write(block)) await once(child.stdin, 'drain')
  if (sent < blocks / 4) continue
  const now = resident(child.pid ?? 0)
  atQuarter ||= now
  highest = Math.max(highest, now)
}
child.stdin.end()
await once(child, 'exit')
const { samples, bytes, mbPerSecond } = JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '') as Record<string, number>
if (bytes !== blocks * block.length) throw new Error(`only ${bytes} bytes were read`)
console.log(`${(bytes / 1e9).toFixed(2)} GB, ${samples} rows, ${mbPerSecond.toFixed(0)} MB/s through a pipe`)
console.log(`resident ${atQuarter.toFixed(0)} MB after a quarter, at most ${highest.toFixed(0)} MB after it`)
report('growth (MB) of process over 10 GB, from a quarter on', highest - atQuarter, { atMost: 20 })

/** MB, as the system counts them. */
function resident(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}
