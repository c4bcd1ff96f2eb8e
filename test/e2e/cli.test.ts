import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outcome, signalbox, startSignalbox } from '../support/run-signalbox'
import { serialCable } from '../support/socat'
import { until } from '../support/until'

let folder = ''
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'signalbox-cli-'))))
afterAll(() => rm(folder, { recursive: true }))

const commands = ['serve', 'ports', 'simulate', 'process', 'captures', 'export']

describe('every command', () => {
  it('explains itself with --help', async () => {
    const helps = await Promise.all(commands.map(command => signalbox([command, '--help'])))
    expect(helps.map(({ code }) => code)).toEqual(commands.map(() => 0))
    for (const [index, { stdout }] of helps.entries()) {
      expect(stdout).toContain(`signalbox ${commands[index]}`)
      expect(stdout).toContain('--json')
    }
  })

  it('is there as npx signalbox after a build', async () => {
    const cwd = resolve(import.meta.dirname, '../..')
    const { stdout } = await promisify(execFile)('npx', ['--no-install', 'signalbox', '--help'], { cwd })
    for (const command of commands) expect(stdout).toContain(command)
  })

  const mistakes: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an unknown command', ['serv'], /unknown command 'serv'/],
    ['an unknown option', ['ports', '--bogus'], /--bogus/],
    ['a missing argument', ['process'], /missing required argument/],
    ['a missing option', ['export', 'x'], /--out/],
    ['too many arguments', ['ports', 'x'], /too many arguments/],
    ['a missing file', ['process', 'nowhere.csv'], /nowhere\.csv does not exist/],
    ['a folder as input', ['process', '.'], /is a folder/],
    ['a format that is not known', ['process', '-', '--format', 'xml'], /--format xml/],
    ['a window that is no number', ['process', '-', '--window', 'ten'], /--window ten/],
    ['a detector that is not known', ['process', '-', '--anomaly', 'magic:3'], /--anomaly magic:3/],
    ['a rate of nothing', ['process', '-', '--rate', '0'], /--rate 0/],
    ['time and rate at once', ['process', '-', '--rate', '1', '--time', 't'], /--time together with --rate/],
    ['an output without a format', ['process', '-', '--out', 'x.txt'], /\.csv, \.jsonl or \.parquet/],
    ['an output in no folder', ['process', '-', '--out', '/nowhere/x.csv'], /\/nowhere\/x\.csv cannot be written/],
    [
      'a table in no folder',
      ['process', '-', '--out', '/nowhere/x.parquet'],
      /\/nowhere\/x\.parquet cannot be written/
    ],
    ['a states file that is not there', ['process', '-', '--states', 'none.json'], /--states none\.json/],
    ['a profile that is not known', ['simulate', 'toaster'], /no profile "toaster"/],
    ['a count that is no number', ['simulate', 'imu', '--count', 'many'], /--count many/],
    ['channels the profile has not', ['simulate', 'imu', '--channels', '3'], /always has 6 channels/],
    ['a target that is a folder', ['simulate', 'imu', '--count', '1', '--to', '.'], /cannot be written/],
    ['a port out of range', ['serve', '--port', '70000'], /--port/],
    ['a device that is none', ['serve', '--open', 'toaster'], /"toaster" is not a device/],
    ['a data folder that is not there', ['captures', '--data', 'nowhere'], /no folder .*nowhere/],
    ['a time that is none', ['export', 'x', '--out', 'x.csv', '--from', 'noon'], /--from noon/]
  ]
  it.concurrent.each(mistakes)('answers %s with one line and a failure', async (_what, argv, says) => {
    const { code, stdout, stderr } = await signalbox(argv, { cwd: folder })
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^signalbox: [^\n]+\n$/)
    expect(stderr).toMatch(says)
  })

  it('ends quietly when nobody reads what it prints', async () => {
    const shell = (line: string): Promise<{ stdout: string; stderr: string }> =>
      promisify(execFile)('sh', ['-c', line.replaceAll('signalbox', `"${process.execPath}" out/main/cli.js`)], {
        cwd: resolve(import.meta.dirname, '../..')
      })
    const said = await Promise.all([
      shell('signalbox simulate imu --pace none | head -n 2'),
      shell('signalbox process --help | true'),
      shell('signalbox ports --json | true')
    ])
    expect(said.map(({ stderr }) => stderr)).toEqual(['', '', ''])
    expect(said[0].stdout.split('\n')).toHaveLength(3)
  })
})

describe('simulate', () => {
  it('writes the same bytes for the same seed, others for another', async () => {
    const argv = ['simulate', 'motor', '--count', '200', '--seed']
    const [one, same, other] = await Promise.all(['7', '7', '8'].map(seed => signalbox([...argv, seed])))
    expect(one.stdout).toBe(same.stdout)
    expect(one.stdout).not.toBe(other.stdout)
    expect(one.stdout.trimEnd().split('\n')).toHaveLength(201)
  })

  it('writes every format so that process reads the same numbers from it', async () => {
    const formats = { csv: 'separated', labels: 'labels', teleplot: 'teleplot', json: 'json' }
    for (const [format, detected] of Object.entries(formats)) {
      const sent = await signalbox(['simulate', 'sine', '--channels', '3', '--count', '50', '--format', format])
      const { stdout } = await signalbox(['process', '-', '--json'], { input: sent.stdout })
      const { samples, channels, rejected, format: found } = JSON.parse(stdout) as Record<string, unknown>
      expect({ found, samples, channels, rejected }).toEqual({
        found: detected,
        samples: 50,
        channels: ['sine1', 'sine2', 'sine3'],
        rejected: 0
      })
    }
  })

  it('writes to a file, and says with --json what', async () => {
    const path = join(folder, 'sent.csv')
    const argv = ['simulate', 'weather', '--count', '5']
    const { stdout } = await signalbox([...argv, '--to', path, '--json'])
    const text = await readFile(path, 'utf8')
    expect(text).toBe((await signalbox(argv)).stdout)
    expect(JSON.parse(stdout)).toEqual({
      profile: 'weather',
      format: 'csv',
      seed: 1,
      bytes: Buffer.byteLength(text),
      to: path
    })
  })

  it('plays a device on a terminal at its rate, and ends with Ctrl-C', async () => {
    const cable = await serialCable()
    try {
      const heard: string[] = []
      const port = createReadStream(cable.path, { encoding: 'latin1' })
      port.on('data', text => heard.push(String(text))).on('error', () => undefined)
      const child = startSignalbox(['simulate', 'sine', '--channels', '1', '--rate', '100', '--to', cable.devicePath])
      const ended = outcome(child)
      await until('some lines have come', () => heard.join('').split('\n').length > 10)
      // Unpaced it would have filled the terminal's buffer by now: 4 KiB, several hundred lines.
      expect(heard.join('').split('\n').length).toBeLessThan(100)
      child.kill('SIGINT')
      expect(await ended).toEqual({ code: 130, stdout: '', stderr: '' })
      const sent = (await signalbox(['simulate', 'sine', '--channels', '1', '--rate', '100', '--count', '11'])).stdout
      expect(heard.join('').replaceAll('\r', '').startsWith(sent.split('\n').slice(0, 8).join('\n'))).toBe(true)
      port.destroy()
    } finally {
      await cable.dispose()
    }
  })

  it('leaves a terminal that nobody reads at Ctrl-C', async () => {
    const cable = await serialCable()
    try {
      const child = startSignalbox(['simulate', 'sine', '--pace', 'none', '--to', cable.devicePath, '--seed', '4'])
      const ended = outcome(child)
      await until('the terminal is full', () => filled(child.pid ?? 0))
      child.kill('SIGINT')
      expect((await ended).code).toBe(130)
    } finally {
      await cable.dispose()
    }
  })
})

/** Whether a process has written what a terminal holds and now hardly writes: its tries wake threads, 8 bytes each. */
async function filled(pid: number): Promise<boolean> {
  const written = async (): Promise<number> =>
    Number(/^wchar: (\d+)/m.exec(await readFile(`/proc/${pid}/io`, 'utf8'))?.[1])
  const before = await written()
  await new Promise(resolve => setTimeout(resolve, 200))
  return before > 4000 && (await written()) - before < 2000
}

describe('ports', () => {
  it('lists ports as a JSON array', async () => {
    const { code, stdout } = await signalbox(['ports', '--json'])
    expect(code).toBe(0)
    expect(Array.isArray(JSON.parse(stdout))).toBe(true)
  })
})

describe('a states file', () => {
  it.each([
    ['not JSON', '{', /not JSON/],
    ['limits the wrong way round', '{"channels":{"a":{"yellow":{"low":5,"high":3}}}}', /channels\.a\.yellow: low/],
    ['a limit that is text', '{"channels":{"a":{"red":{"high":"9"}}}}', /channels\.a\.red\.high: /],
    ['a name that is not known', '{"channels":{"a":{"yelow":{"high":3}}}}', /channels\.a\.yelow: there is no such/]
  ])('with %s is refused with the path in it', async (_what, text, says) => {
    const path = join(folder, 'states.json')
    await writeFile(path, text)
    const { code, stderr } = await signalbox(['process', '-', '--states', path])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^signalbox: [^\n]+\n$/)
    expect(stderr).toMatch(says)
  })
})
