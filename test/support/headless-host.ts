import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The product as a user starts it: the built headless host in a process of its own. */
export interface HeadlessHost {
  /** With the token. */
  readonly url: string
  readonly data: string
  readonly process: ChildProcess
  /** Clean stop; removes the data folder it made. */
  stop(): Promise<void>
}

const script = resolve(import.meta.dirname, '../../out/main/headless.js')

export async function startHeadlessHost(
  options: { data?: string; open?: readonly string[]; environment?: Readonly<Record<string, string>> } = {}
): Promise<HeadlessHost> {
  if (!existsSync(script)) throw new Error('out/main/headless.js is missing: run npm run build first')
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'signalbox-e2e-'))
  const opened = (options.open ?? []).flatMap(address => ['--open', address])
  const child = spawn(process.execPath, [script, '--no-open', '--data', data, ...opened], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment }
  })
  let errors = ''
  child.stderr.on('data', (text: Buffer) => (errors += String(text)))
  const url = await new Promise<string>((found, failed) => {
    let printed = ''
    child.stdout.on('data', (text: Buffer) => {
      printed += String(text)
      const ready = /^Signalbox is ready at (\S+)$/m.exec(printed)
      if (ready) found(ready[1])
    })
    child.once('exit', code => failed(new Error(`the host ended with ${code}: ${errors}`)))
  })
  return {
    url,
    data,
    process: child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit')
        child.kill('SIGTERM')
        await gone
      }
      if (options.data === undefined) rmSync(data, { recursive: true, force: true })
    }
  }
}
