import type { Source } from '@shared/flow/types'
import type { Sample } from './sample'

/** A sample as a reader's bytes: up to the end of its last whole line. */
export function sampleBytesOf({ bytes, isWhole }: Sample): Source<Uint8Array> {
  return async function* () {
    yield isWhole ? bytes : bytes.subarray(0, Math.max(bytes.lastIndexOf(10), bytes.lastIndexOf(13)) + 1)
  }
}
