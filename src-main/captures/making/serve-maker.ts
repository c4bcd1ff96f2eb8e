import type { Clock } from '@shared/base/clock'
import { decodeAgain } from '../decode/decode-again'
import { importFile } from '../import/import-file'
import { previewFile } from '../import/preview-file'
import { problemOf } from '../problems'
import { compareDecoded } from '../verify/compare-decoded'
import type { FromMaker, Made, MakerJob, MakerKind, ToMaker } from './maker-job'
import { receiveParts } from './parts-port'
import { writeCapture } from './write-capture'

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
  /** What runs a thread for another job, see `MakeOptions`. */
  readonly writer: URL
}

/** Told no more often than this, ms. */
const progressInterval = 100

/** Does one job and ends. `self`: the script of this thread, which one that writes beside it runs as well. */
export async function serveMaker(port: MakerPort, job: MakerJob, self: URL, clock: Clock): Promise<void> {
  const ending = new AbortController()
  port.on('message', () => ending.abort())
  let told = -Infinity
  const progress = (fraction: number): void => {
    if (clock.now() - told < progressInterval) return
    told = clock.now()
    port.postMessage({ kind: 'progress', fraction })
  }
  try {
    const { signal } = ending
    port.postMessage({ kind: 'made', made: await make(job, { clock, signal, progress, writer: self }) })
  } catch (error) {
    port.postMessage({ kind: 'failed', problem: problemOf(error) })
  } finally {
    port.close()
  }
}

async function make(job: MakerJob, means: MakerMeans): Promise<Made[MakerKind]> {
  switch (job.kind) {
    case 'decode':
      return decodeAgain({ ...job, ...means })
    case 'compare':
      return compareDecoded({ ...job, ...means })
    case 'import':
      return importFile(job, means)
    case 'preview':
      return previewFile(job)
    case 'write':
      await writeCapture(job.target, receiveParts(job.parts, means.signal), means.signal)
      return null
  }
}
