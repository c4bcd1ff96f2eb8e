import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { residentMegabytes } from '../support/resident-memory'
import { outcome, signalbox, startSignalbox } from '../support/run-signalbox'
import { until } from '../support/until'

let folder = ''
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'signalbox-input-'))))
afterAll(() => rm(folder, { recursive: true }))

describe('the input of process', () => {
  it('that is empty or garbage comes to no samples, said in one line, and no failure', async () => {
    const garbage = Uint8Array.from({ length: 200_000 }, (_, at) => (Math.imul(at + 1, 2_654_435_761) >>> 24) & 255)
    const [empty, noise] = await Promise.all(
      ['', garbage].map(input => signalbox(['process', '-', '--json'], { input }))
    )
    expect([empty.code, noise.code, empty.stderr]).toEqual([0, 0, ''])
    expect(noise.stderr).toMatch(/^signalbox: no line of standard input could be read as samples[^\n]*\n$/)
    expect(JSON.parse(noise.stdout)).toMatchObject({ samples: 0, channels: [], bytes: garbage.length })
  })

  it('of bad lines is counted by reason', async () => {
    const input = 'a,b\n1,2\n3,4\nx,y\n5,6\n7\n8,9\n'
    const { stdout } = await signalbox(['process', '-', '--json'], { input })
    expect(JSON.parse(stdout)).toMatchObject({
      samples: 4,
      rejected: 2,
      rejectedByReason: { 'not-a-number': 1, 'wrong-field-count': 1 }
    })
  })

  it('of a hundred megabytes from a pipe takes no more memory than of ten', async () => {
    const block = Array.from({ length: 8000 }, (_, row) =>
      Array.from({ length: 16 }, (_, at) => Math.sin(row / (at + 9)).toFixed(4)).join(',')
    ).join('\n')
    const blocks = Math.ceil(100e6 / block.length)
    const child = startSignalbox(['process', '-', '--json'])
    const ended = outcome(child)
    const resident: number[] = []
    for (let sent = 0; sent < blocks; sent++) {
      if (!child.stdin!.write(block + '\n'))
        await new Promise<void>(resolve => child.stdin!.once('drain', () => resolve()))
      if (sent % 10 === 9) resident.push(await residentMegabytes(child.pid ?? 0))
    }
    child.stdin!.end()
    const { stdout } = await ended
    expect(JSON.parse(stdout)).toMatchObject({ samples: blocks * 8000, bytes: blocks * (block.length + 1) })
    const tenth = resident[Math.floor(resident.length / 10)]
    expect(Math.max(...resident)).toBeLessThan(tenth + 60)
    expect(Math.max(...resident)).toBeLessThan(300)
  })

  it('that is interrupted leaves no file behind', async () => {
    const own = await mkdtemp(join(folder, 'interrupted-'))
    for (const format of ['csv', 'jsonl', 'parquet']) {
      const child = startSignalbox(['process', '-', '--out', join(own, `out.${format}`)])
      const ended = outcome(child)
      child.stdin!.write('a,b\n1,2\n3,4\n5,6\n')
      await until('the output is begun', async () => (await readdir(own)).length > 0)
      child.kill('SIGINT')
      expect(await ended).toMatchObject({ code: 130, stderr: '' })
      expect(await readdir(own)).toEqual([])
    }
  })
})
