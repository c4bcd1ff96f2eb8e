import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { throwIfCancelled } from '@shared/base/abort'
import { SignalboxError } from '@shared/base/errors'
import { inbox } from '@shared/flow/inbox'
import { errorOf } from '../problems'
import type { FromMaker, JobName, Jobs, MakerJob, ToMaker } from './maker-job'

/** How long a cancelled thread may take to clean up, ms. */
const giveUpAfter = 10_000

/**
 * Does a job on a thread of its own, so that neither readers nor the recording wait for it. Yields the fraction done, only
 * the newest when the reader is slow; returns what came of it. Ending early or aborting cancels it and waits until nothing
 * is left of it.
 * @throws SignalboxError what the job throws; `fault` when its thread ends by itself.
 */
export async function* runMaker<Name extends JobName>(
  worker: URL,
  job: Extract<MakerJob, { kind: Name }>,
  signal: AbortSignal
): AsyncGenerator<number, Jobs[Name]['answer'], void> {
  throwIfCancelled(signal)
  const name = job.kind
  const thread = new Worker(worker, { workerData: job, name })
  const exited = once(thread, 'exit')
  const cancel = (): void => thread.postMessage({ kind: 'cancel' } satisfies ToMaker)
  // It outlives the signal: what ends it is the thread's answer, after it has cleaned up.
  const fractions = inbox<number>(name, { capacity: 1, whenFull: 'dropOldest' }, new AbortController().signal)
  let made: { readonly answer: Jobs[Name]['answer'] } | undefined
  thread.on('message', (message: FromMaker) => {
    if (message.kind === 'progress') fractions.offer(message.fraction)
    else if (message.kind === 'failed') fractions.fail(errorOf(message.problem))
    else {
      made = { answer: message.answer as Jobs[Name]['answer'] }
      fractions.close()
    }
  })
  thread.on('error', error =>
    fractions.fail(new SignalboxError('fault', `the thread for "${name}" failed: ${error.message}`))
  )
  thread.on('exit', () => fractions.close())
  signal.addEventListener('abort', cancel, { once: true })
  try {
    while (fractions.has() || (await fractions.ready())) yield fractions.take()
    if (made) return made.answer
    throw new SignalboxError('fault', `the thread for "${name}" ended by itself`)
  } finally {
    signal.removeEventListener('abort', cancel)
    if (!made) cancel()
    // A thread that does not hear is ended all the same; what it leaves is removed at the next start.
    const patience = setTimeout(() => void thread.terminate(), giveUpAfter)
    await exited
    clearTimeout(patience)
    fractions.dispose()
  }
}
