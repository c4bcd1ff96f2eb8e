import { once } from 'node:events'
import { type TransferListItem, Worker } from 'node:worker_threads'
import { throwIfCancelled } from '@shared/base/abort'
import { SignalboxError } from '@shared/base/errors'
import { inbox } from '@shared/flow/inbox'
import { errorOf } from '../problems'
import type { FromMaker, Made, MakerJob, MakerKind, ToMaker } from './maker-job'

/** Mebibytes of JavaScript a job on a file may hold: a hostile one ends its thread, not the engine. */
const heapLimit = 512
const readsFile: readonly MakerKind[] = ['import', 'preview']
/** How long a cancelled thread may take to clean up, ms. */
const giveUpAfter = 10_000

/**
 * Does a job on a thread of its own, so that neither readers nor the recording wait for it. Yields the fraction done,
 * only the newest when the reader is slow; returns what it came to. Ending early or aborting cancels it and waits until nothing
 * is left of it.
 * @throws SignalboxError what the job throws; `storage` when a file takes too much memory; `fault` when its thread ends by itself.
 */
export async function* runMaker<Kind extends MakerKind>(
  worker: URL,
  job: MakerJob & { readonly kind: Kind },
  signal: AbortSignal,
  transferList: TransferListItem[] = []
): AsyncGenerator<number, Made[Kind], void> {
  throwIfCancelled(signal)
  const resourceLimits = readsFile.includes(job.kind) ? { maxOldGenerationSizeMb: heapLimit } : {}
  const thread = new Worker(worker, { workerData: job, transferList, name: job.kind, resourceLimits })
  const exited = once(thread, 'exit')
  const cancel = (): void => thread.postMessage({ kind: 'cancel' } satisfies ToMaker)
  // It outlives the signal: what ends it is the thread's answer, after it has cleaned up.
  const fractions = inbox<number>(
    'making a capture',
    { capacity: 1, whenFull: 'dropOldest' },
    new AbortController().signal
  )
  let made: { readonly result: Made[Kind] } | undefined
  thread.on('message', (message: FromMaker) => {
    if (message.kind === 'progress') fractions.offer(message.fraction)
    else if (message.kind === 'failed') fractions.fail(errorOf(message.problem))
    else {
      made = { result: message.made as Made[Kind] }
      fractions.close()
    }
  })
  thread.on('error', error => fractions.fail(threadError(error)))
  thread.on('exit', () => fractions.close())
  signal.addEventListener('abort', cancel, { once: true })
  try {
    while (fractions.has() || (await fractions.ready())) yield fractions.take()
    if (made) return made.result
    throw new SignalboxError('fault', `the thread that was to ${job.kind} ended by itself`)
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

function threadError(error: Error & { code?: string }): SignalboxError {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new SignalboxError('storage', `reading the file took more than ${heapLimit} MiB of memory`, {
      remedy: 'It may be damaged, or have far too many columns.',
      cause: error
    })
  return new SignalboxError('fault', `making a capture failed: ${error.message}`, { cause: error })
}
