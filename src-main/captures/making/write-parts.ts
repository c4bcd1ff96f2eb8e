import type { MakerJob } from './maker-job'
import { receiveParts } from './parts-port'
import { writeCapture } from './write-capture'

/** The job `write`: what comes through its port goes into its file. @throws what `writeCapture` throws. */
export function writeParts(
  { target, parts }: Extract<MakerJob, { kind: 'write' }>,
  signal: AbortSignal
): Promise<void> {
  return writeCapture(target, receiveParts(parts, signal), signal)
}
