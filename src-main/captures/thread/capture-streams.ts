import { SignalboxError } from '@shared/base/errors'
import type { StreamBegin, StreamOutline, StreamPage } from '../../pipeline/playback/stream-reader'
import { findStream } from '../decode/find-stream'
import { findBegin, readPage } from '../decode/stream-pages'
import type { StreamCalls } from '../messages'
import type { CaptureFolder } from './capture-folder'
import type { CaptureReads } from './capture-reads'

export interface CaptureStreamsOptions {
  readonly folder: string
  readonly captures: CaptureFolder
  readonly reads: CaptureReads
  /** Whether this process is recording the capture. */
  readonly isActive: (capture: string) => boolean
}

/** Reads the streams of finished captures again, piece by piece. */
export class CaptureStreams {
  constructor(private readonly options: CaptureStreamsOptions) {}

  /** @throws SignalboxError `not-found`, `busy` while it is recorded, `bad-input` when it holds no bytes. */
  async outline({ capture }: StreamCalls['streamOutline']['request']): Promise<StreamOutline> {
    const { folder, captures, isActive } = this.options
    // Brings back what a killed writer left in its log.
    if (isActive(capture) || (await captures.find(capture)).status === 'recording')
      throw new SignalboxError('busy', `${capture} is being recorded`, {
        remedy: 'Close its device first, or scroll back in its charts.'
      })
    const { parts, info, conditions } = await findStream(folder, capture, 'replayed')
    return { parts, label: info.label, conditions, from: info.start, to: info.end }
  }

  begin({ parts, time, warmUp }: StreamCalls['streamBegin']['request'], signal: AbortSignal): Promise<StreamBegin> {
    return findBegin(parts, time, warmUp, (capture, work) => this.options.reads.use(capture, signal, work))
  }

  page({ place, maximumBytes }: StreamCalls['streamPage']['request'], signal: AbortSignal): Promise<StreamPage> {
    return this.options.reads.use(place.capture, signal, connection =>
      readPage(connection, place, maximumBytes, signal)
    )
  }
}
