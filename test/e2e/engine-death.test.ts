import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { until } from '../support/until'
import type { Manifest } from '@main/captures/manifest'
import { openStore } from '../unit/captures/temporary-store'

let data: string
let host: HeadlessHost | undefined
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'signalbox-death-'))
})
afterEach(async () => {
  await host?.stop()
  host = undefined
  rmSync(data, { recursive: true, force: true })
})

/** Ends the store's thread, and only that, as soon as the file `end-the-thread` is in the data folder. */
const deadly = `
const { isMainThread, workerData } = require('node:worker_threads')
const { existsSync, rmSync } = require('node:fs')
const { join } = require('node:path')
if (!isMainThread && workerData?.folder) {
  const sign = join(workerData.folder, '..', 'end-the-thread')
  setInterval(() => {
    if (!existsSync(sign)) return
    rmSync(sign)
    process.exit(7)
  }, 10).unref()
}
`

function captures(): string[] {
  if (!existsSync(join(data, 'captures'))) return []
  return readdirSync(join(data, 'captures'))
    .filter(name => name.endsWith('.json'))
    .map(name => name.replace('.json', ''))
    .sort()
}

/** Samples of the first capture, as far as its manifest tells. */
function recorded(): number {
  const [first] = captures()
  if (first === undefined) return 0
  const manifest = JSON.parse(readFileSync(join(data, 'captures', `${first}.json`), 'utf8')) as Manifest
  return manifest.info.samples
}

describe('the built product', () => {
  test('records on in a new capture when the store thread has died, and keeps what was there', async () => {
    const preload = join(data, 'deadly.cjs')
    writeFileSync(preload, deadly)
    host = await startHeadlessHost({
      data,
      open: ['sim:motor?rate=500'],
      environment: { NODE_OPTIONS: `--require ${preload}` }
    })
    await until('something is recorded', () => recorded() > 0)
    const [first] = captures()
    const before = recorded()
    writeFileSync(join(data, 'end-the-thread'), '')
    await until('another capture is there', () => captures().length === 2)
    await host.stop()

    const store = await openStore(data)
    const list = await store.list()
    expect(list.map(({ id, status }) => [id === first, status])).toEqual([
      [true, 'recovered'],
      [false, 'complete']
    ])
    expect(list[0]!.samples).toBeGreaterThanOrEqual(before)
    expect(await store.problems()).toEqual([])
    await store.close()
  })

  test('refuses a data folder that another one uses, in a line that says what to do', async () => {
    host = await startHeadlessHost({ data })
    await expect(startHeadlessHost({ data })).rejects.toThrow(
      /the host ended with 1: signalbox: the data folder \S+ is used by another Signalbox \(process \d+\)\. Use that one, stop it, or choose another folder with --data DIR\./
    )
    await host.stop()
    host = await startHeadlessHost({ data })
  })
})
