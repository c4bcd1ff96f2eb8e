import { SignalboxError } from '@shared/base/errors'
import type { CaptureInfo } from '@shared/model/capture'
import { readMoments } from '../file/read-moments'
import { summarise } from '../file/summarise'
import { keepSummary, readSummary } from '../kept-summary'
import type { Calls } from '../messages'
import { noSuchCapture } from '../problems'
import type { CaptureFolder } from './capture-folder'
import type { CaptureReads } from './capture-reads'
import type { CaptureWriter } from './capture-writer'

/** The calls of a browser of captures. Each answers at once or works beside the recording. */
export interface BrowseCaptures {
  recording(): Promise<Calls['recording']['answer']>
  annotate(request: Calls['annotate']['request']): Promise<Calls['annotate']['answer']>
  summary(request: Calls['summary']['request'], signal: AbortSignal): Promise<Calls['summary']['answer']>
  moments(request: Calls['moments']['request'], signal: AbortSignal): Promise<Calls['moments']['answer']>
}

export function browseCaptures(options: {
  readonly captures: CaptureFolder
  readonly reads: CaptureReads
  readonly writers: ReadonlyMap<number, CaptureWriter>
  readonly writerOf: (capture: string) => CaptureWriter | undefined
}): BrowseCaptures {
  const { captures, reads, writers, writerOf } = options
  const infoOf = (writer: CaptureWriter): Promise<CaptureInfo> => captures.noted(writer.info())

  async function check(capture: string): Promise<void> {
    if (!writerOf(capture) && !(await captures.isThere(capture))) throw noSuchCapture(capture)
  }

  return {
    recording: async () => ({ captures: await Promise.all([...writers.values()].map(infoOf)) }),
    async annotate({ capture, change }) {
      await check(capture)
      return captures.annotations.change(capture, change)
    },
    async summary({ capture }, signal) {
      const { summary: path } = captures.paths(capture)
      const isFinished = writerOf(capture) === undefined
      const known = isFinished ? await readSummary(path) : undefined
      if (known) return known
      const made = await summarise(work => reads.use(capture, signal, work), signal)
      // Removed meanwhile: nothing of it is left behind.
      if (isFinished && (await captures.isThere(capture))) await keepSummary(path, made)
      return made
    },
    async moments({ capture, kinds, limit }, signal) {
      if (kinds.length === 0) throw new SignalboxError('bad-input', 'no kind of moments is asked for')
      return reads.use(capture, signal, connection => readMoments(connection, { kinds, limit }))
    }
  }
}
