import type { Clock } from '@shared/base/clock'
import { problemOf } from '../problems'
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

/** Each job loads what it takes by itself: everything there is to import takes half a second. */
async function make(job: MakerJob, means: MakerMeans): Promise<Made[MakerKind]> {
  switch (job.kind) {
    case 'decode': {
      const { decodeAgain } = await import('../decode/decode-again')
      return decodeAgain({ ...job, ...means })
    }
    case 'compare': {
      const { compareDecoded } = await import('../verify/compare-decoded')
      return compareDecoded({ ...job, ...means })
    }
    case 'import': {
      const { importFile } = await import('../import/import-file')
      return importFile(job, means)
    }
    case 'preview': {
      const { previewFile } = await import('../import/preview-file')
      return previewFile(job)
    }
    case 'write': {
      const { writeParts } = await import('./write-parts')
      await writeParts(job, means.signal)
      return null
    }
  }
}
