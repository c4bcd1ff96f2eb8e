import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signalbox } from '../support/run-signalbox'

const sample = resolve(import.meta.dirname, '../data/import/imu-fusion-first59.csv')
let folder = ''
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'signalbox-import-'))))
afterAll(() => rm(folder, { recursive: true }))

const run = (...argv: string[]): ReturnType<typeof signalbox> => signalbox(['import', ...argv], { cwd: folder })

describe('signalbox import', { timeout: 60_000 }, () => {
  it('makes a capture that is listed, in a data folder that it makes', async () => {
    const { code, stdout, stderr } = await run(sample, '--data', 'new', '--name', 'bench', '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { capture, rows } = JSON.parse(stdout) as { capture: { id: string }; rows: number }
    expect(rows).toBe(59)
    const listed = await signalbox(['captures', '--data', join(folder, 'new'), '--json'])
    expect(JSON.parse(listed.stdout)).toMatchObject([{ id: capture.id, label: 'bench', samples: 59 }])
  })

  it('shows how a file is understood, and makes nothing of it', async () => {
    const { stdout } = await run(sample, '--data', 'none', '--preview')
    expect(stdout).toMatch(
      /^format csv, separator comma, decimal point, a header, layout wide, time elapsed-s; 100 % sure\n/
    )
    expect(stdout).toContain('column Gyroscope X (deg/s): channel Gyroscope X in deg/s\n')
    expect(await readdir(folder)).not.toContain('none')
  })

  it('does what it is told: signs, no header, a rate', async () => {
    await writeFile(join(folder, 'plain.txt'), '1;1,5\n2;2,5\n')
    const argv = [
      'plain.txt',
      '--data',
      'told',
      '--separator',
      ';',
      '--decimal',
      ',',
      '--no-header',
      '--rate',
      '4',
      '--json'
    ]
    const { stdout } = await run(...argv)
    const { capture } = JSON.parse(stdout) as { capture: { start: number; end: number; channels: object[] } }
    expect(capture.channels).toEqual([
      { name: 'ch1', unit: '' },
      { name: 'ch2', unit: '' }
    ])
    expect(capture.end - capture.start).toBe(250)
  })

  it.each([
    [['missing.csv'], 'missing.csv does not exist. Check the path.'],
    [['.'], 'is not a file. Name a file, not a folder or a device.'],
    [[sample, '--separator', 'x'], '--separator x is not possible.'],
    [[sample, '--time', 'nope'], 'there is no column "nope" for the time. The columns are Time (s), '],
    [[sample, '--time', 'Time (s)', '--rate', '5'], '--time together with --rate is not possible.'],
    [[sample, '--rate', 'often'], '--rate often is not possible. Give a number.']
  ])('%j fails with one clear line', async (argv, message) => {
    const { code, stdout, stderr } = await run(...argv, '--data', 'failed')
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 1, stdout: '', lines: 2 })
    expect(stderr).toContain(message)
  })

  it('asks for a rate where nothing is a time', async () => {
    await writeFile(join(folder, 'timeless.csv'), 'a,b\n5,1\n3,2\n')
    const { code, stderr } = await run('timeless.csv', '--data', 'failed')
    expect(code).toBe(1)
    expect(stderr).toContain('timeless.csv has no column that is known to be a time.')
  })
})
