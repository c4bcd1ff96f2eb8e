import { SignalboxError } from '@shared/base/errors'
import type { CaptureFolder } from '../thread/capture-folder'
import type { CaptureReads } from '../thread/capture-reads'
import type { CaptureWriter } from '../thread/capture-writer'
import { copyTables } from './copy-tables'
import type { QueryNeeds, QuerySource } from './messages'

export interface Whereabouts {
  readonly captures: CaptureFolder
  readonly reads: CaptureReads
  readonly writerOf: (capture: string) => CaptureWriter | undefined
}

/**
 * Where a query finds its rows: a finished capture's own file, copies of one that is being recorded.
 * @throws `not-found`, `busy` while another process records it, `storage`, `cancelled`.
 */
export async function locateRows(
  { captures, reads, writerOf }: Whereabouts,
  { capture, needs }: { readonly capture: string; readonly needs: QueryNeeds },
  signal: AbortSignal
): Promise<QuerySource> {
  const writer = writerOf(capture)
  if (writer) {
    await writer.settled()
    return reads.use(capture, signal, connection => copyTables(connection, needs, { signal }))
  }
  return { kind: 'file', path: await finishedFile(captures, capture) }
}

/** Where a capture lies that nobody records. @throws `not-found`, `busy`, `storage`. */
export async function finishedFile(captures: CaptureFolder, capture: string): Promise<string> {
  // Brings back what a killed writer left in its log.
  const { status } = await captures.find(capture)
  if (status === 'recording')
    throw new SignalboxError('busy', `${capture} is being recorded by another process`, {
      remedy: 'Query it in the page of that Signalbox.'
    })
  return captures.paths(capture).database
}
