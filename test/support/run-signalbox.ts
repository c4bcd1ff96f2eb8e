import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** The built command line. */
export const program = resolve(import.meta.dirname, '../../out/main/cli.js')

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly input?: string | Uint8Array
  readonly cwd?: string
}

/** Starts `signalbox ...argv` from the build, in a process group of its own. @throws when there is no build. */
export function startSignalbox(argv: readonly string[], cwd?: string): ChildProcess {
  if (!existsSync(program)) throw new Error(`${program} is missing: run npm run build first`)
  return spawn(process.execPath, [program, ...argv], { cwd, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
}

/** Runs `signalbox ...argv` from the build to its end. */
export async function signalbox(argv: readonly string[], { input, cwd }: RunOptions = {}): Promise<Finished> {
  const child = startSignalbox(argv, cwd)
  // A command that fails at once does not read its input.
  child.stdin!.on('error', () => undefined)
  child.stdin!.end(input)
  const finished = outcome(child)
  return await finished
}

/** What a started one has said and with which code it ends. */
export async function outcome(child: ChildProcess): Promise<Finished> {
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]!.setEncoding('utf8').on('data', (text: string) => (said[name] += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}
