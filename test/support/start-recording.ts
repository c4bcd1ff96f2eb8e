import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { buildScript } from './build-script'
import type { RecordingStep } from './recording-child'

/** Another process that records a counter into `folder`; what it told so far is in `steps`. */
export interface RecordingProcess {
  readonly steps: readonly RecordingStep[]
  /** `kill -9`; answers when that was. */
  kill(): Promise<number>
}

/** Starts one; it has told its first step when this resolves. */
export async function startRecording(folder: string, worker: URL, once = false): Promise<RecordingProcess> {
  const program = await buildScript('test/support/recording-child.ts')
  const child = spawn(process.execPath, [program, folder, worker.href, ...(once ? ['once'] : [])], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const steps: RecordingStep[] = []
  const lines = createInterface({ input: child.stdout })
  await new Promise<void>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`the recording process ended by itself (${code})`)))
    lines.on('line', line => {
      steps.push(JSON.parse(line) as RecordingStep)
      resolve()
    })
  })
  return { steps, kill: () => kill(child, lines) }
}

async function kill(child: ChildProcess, lines: ReturnType<typeof createInterface>): Promise<number> {
  const closed = once(lines, 'close')
  const time = performance.timeOrigin + performance.now()
  child.kill('SIGKILL')
  await Promise.all([once(child, 'exit'), closed])
  return time
}
