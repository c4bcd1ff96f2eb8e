import type { Clock } from '@shared/base/clock'
import { decodeAgain } from '../decode/decode-again'
import { importFile } from '../import/import-file'
import { previewFile } from '../import/preview-file'
import { problemOf } from '../problems'
import { compareDecoded } from '../verify/compare-decoded'
import type { FromMaker, Made, MakerJob, MakerKind, ToMaker } from './maker-job'

/** The thread's end of the message channel. */
export interface MakerPort {
  on(event: 'message', listener: (message: ToMaker) => void): unknown
  postMessage(message: FromMaker): void
  close(): void
}

/** What a job reports to and is ended by. */
export interface MakerMeans {
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly progress: (fraction: number) => void
}

/** Told no more often than this, ms. */
const progressInterval = 100

/** Does one job and ends. */
export async function serveMaker(port: MakerPort, job: MakerJob, clock: Clock): Promise<void> {
  const ending = new AbortController()
  port.on('message', () => ending.abort())
  let told = -Infinity
  const progress = (fraction: number): void => {
    if (clock.now() - told < progressInterval) return
    told = clock.now()
    port.postMessage({ kind: 'progress', fraction })
  }
  try {
    port.postMessage({ kind: 'made', made: await make(job, { clock, signal: ending.signal, progress }) })
  } catch (error) {
    port.postMessage({ kind: 'failed', problem: problemOf(error) })
  } finally {
    port.close()
  }
}

function make(job: MakerJob, means: MakerMeans): Promise<Made[MakerKind]> {
  if (job.kind === 'import') return importFile(job, means)
  if (job.kind === 'compare') return compareDecoded({ ...job, ...means })
  return job.kind === 'preview' ? previewFile(job) : decodeAgain({ ...job, ...means })
}
