import { spawn, type ChildProcess } from 'node:child_process'
import { constants, existsSync } from 'node:fs'
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { soon } from './wait'

/** A pseudo-terminal pair that plays a serial port: `path` is what a program opens, `write` is the device speaking. */
export interface SerialCable {
  /** Where the port is; the same after `plug`. A link, as `/dev/serial/by-id` has them. */
  readonly path: string
  /** The device's end, for programs that write to it themselves. */
  readonly devicePath: string
  /** The `/dev/pts/...` names behind the two, as socat gave them. */
  readonly terminals: readonly string[]
  write(bytes: Uint8Array | string): Promise<void>
  /** What the device gets: so many bytes, waiting for them if need be. */
  read(length: number): Promise<Buffer>
  /** Pulls the plug as hard as can be. */
  pull(): Promise<void>
  /** Plugs in again. */
  plug(): Promise<void>
  /** Unplugs and removes everything. */
  dispose(): Promise<void>
}

/** Lays a cable by means of socat. @throws when socat is not installed. */
export async function serialCable(): Promise<SerialCable> {
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-cable-'))
  const path = join(folder, 'port')
  const devicePath = join(folder, 'device')
  let child: ChildProcess | undefined
  let ends: FileHandle[] = []
  let terminals: string[] = []

  async function plug(): Promise<void> {
    await Promise.all([rm(path, { force: true }), rm(devicePath, { force: true })])
    child = spawn('socat', ['-d', '-d', ...[path, devicePath].map(link => `pty,raw,echo=0,link=${link}`)], {
      stdio: ['ignore', 'ignore', 'pipe']
    })
    terminals = await soon('socat makes two terminals', terminalNames(child))
    // Both ends are held open: socat stops as soon as the last program has closed one.
    const flags = constants.O_RDWR | constants.O_NOCTTY
    ends = await Promise.all(terminals.map(name => open(name, flags)))
  }

  async function pull(): Promise<void> {
    const running = child
    child = undefined
    if (!running) return
    const gone = new Promise<void>(resolve => running.once('exit', () => resolve()))
    running.kill('SIGKILL')
    await soon('socat is gone', gone)
    await Promise.all(ends.map(end => end.close()))
    ends = []
  }

  await plug()
  return {
    path,
    devicePath,
    get terminals() {
      return terminals
    },
    async write(bytes) {
      const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
      for (let offset = 0; offset < all.length;) offset += (await ends[1].write(all, offset)).bytesWritten
    },
    async read(length) {
      const bytes = Buffer.alloc(length)
      for (let offset = 0; offset < length;)
        offset += (await ends[1].read(bytes, offset, length - offset, null)).bytesRead
      return bytes
    },
    pull,
    plug,
    async dispose() {
      await pull()
      if (existsSync(folder)) await rm(folder, { recursive: true })
    }
  }
}

async function terminalNames(child: ChildProcess): Promise<string[]> {
  const names: string[] = []
  const missing = new Promise<never>((_resolve, reject) => {
    child.once('error', error =>
      reject(new Error('socat could not be started; it is needed here: apt-get install socat', { cause: error }))
    )
  })
  const found = (async () => {
    for await (const line of createInterface({ input: child.stderr! })) {
      const name = /PTY is (\S+)/.exec(line)?.[1]
      if (name !== undefined) names.push(name)
      if (/starting data transfer/.test(line)) break
    }
    // Whatever it says later must not fill the pipe.
    child.stderr?.resume()
    if (names.length !== 2) throw new Error(`socat made ${names.length} terminals instead of 2`)
    return names
  })()
  return Promise.race([found, missing])
}
