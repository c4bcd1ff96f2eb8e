import { Worker } from 'node:worker_threads'
import { cancellation, onAbort, throwIfCancelled } from '@shared/base/abort'
import { isCancelled, SignalboxError } from '@shared/base/errors'
import { inbox } from '@shared/flow/inbox'
import { errorOf } from '../problems'
import type { FromMaker, JobName, JobOrder, JobProgress, Jobs } from './jobs'

export interface RunJobOptions {
  /** The built `entry/maker.ts`. */
  readonly worker: URL
  readonly signal: AbortSignal
}

/** Mebibytes of JavaScript objects a job may hold: a hostile file ends its thread, not the engine. */
const heapLimit = 512
/** How long a cancelled job may take to clean up before its thread is ended, ms. */
const patience = 10_000

/**
 * Runs a job on a thread of its own and yields how far it is, only the newest when the reader is slow. Ending early or
 * aborting cancels it, and waits until what it had begun is gone.
 * @throws what the job throws; `storage` when it takes too much memory.
 */
export async function* runJob<Name extends JobName>(
  name: Name,
  request: Jobs[Name]['request'],
  { worker, signal }: RunJobOptions
): AsyncGenerator<JobProgress, Jobs[Name]['answer'], void> {
  throwIfCancelled(signal)
  const thread = new Worker(worker, {
    name: `maker: ${name}`,
    workerData: { name, request } as JobOrder,
    resourceLimits: { maxOldGenerationSizeMb: heapLimit }
  })
  const steps = inbox<JobProgress>(name, { capacity: 1, whenFull: 'dropOldest' }, new AbortController().signal)
  let ended = false
  const exited = new Promise<void>(resolve => thread.once('exit', () => resolve()))
  const done = new Promise<Jobs[Name]['answer']>((resolve, reject) => {
    thread.on('message', (message: FromMaker) => {
      if (message.kind === 'progress') steps.offer({ fraction: message.fraction, rows: message.rows })
      else if (message.kind === 'answer') resolve(message.answer as Jobs[Name]['answer'])
      else reject(errorOf(message.problem))
    })
    thread.on('error', error => reject(threadError(name, error)))
    thread.on('exit', () => reject(new SignalboxError('fault', `the ${name} ended without an answer`)))
  })
  const cancel = (): void => thread.postMessage('cancel')
  const leave = onAbort(signal, cancel)
  done.then(
    () => steps.close(),
    error => steps.fail(error)
  )
  try {
    while (steps.has() || (await steps.ready())) yield steps.take()
    const answer = await done
    ended = true
    return answer
  } catch (error) {
    ended = true
    throw isCancelled(error) ? cancellation(signal, `the ${name} was cancelled`) : error
  } finally {
    leave()
    if (!ended) cancel()
    await gone(thread, exited)
    steps.dispose()
  }
}

/** Waits for the thread's own end, and ends it when that takes too long. */
async function gone(thread: Worker, exited: Promise<void>): Promise<void> {
  const timer = setTimeout(() => void thread.terminate(), patience)
  await exited
  clearTimeout(timer)
}

function threadError(name: string, error: unknown): SignalboxError {
  if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new SignalboxError('storage', `the ${name} took more than ${heapLimit} MiB of memory`, {
      remedy: 'The file may be damaged, or have far too many columns.',
      cause: error
    })
  const message = error instanceof Error ? error.message : String(error)
  return new SignalboxError('fault', `the ${name}'s thread ended: ${message}`, { cause: error })
}
