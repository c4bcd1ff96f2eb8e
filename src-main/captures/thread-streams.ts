import type { StreamReader } from '../pipeline/playback/stream-reader'
import type { StoreThread } from './store-thread'

/** Reads recorded streams by asking the store's thread. */
export function threadStreams(thread: StoreThread): StreamReader {
  return {
    outline: (capture, signal) => thread.call('streamOutline', { capture }, { signal }),
    begin: (parts, time, warmUp, signal) => thread.call('streamBegin', { parts, time, warmUp }, { signal }),
    page: (place, maximumBytes, signal) => thread.call('streamPage', { place, maximumBytes }, { signal })
  }
}
