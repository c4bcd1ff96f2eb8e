import { createNotifier } from '../pipeline/notifier'
import type { CaptureCatalogue } from './store'
import type { StoreThread } from './store-thread'

/** Looks among the captures by asking the store's thread. `onChange`: a list that is under way is out of date. */
export function threadCatalogue(thread: StoreThread, onChange: () => void): CaptureCatalogue {
  const changed = createNotifier()
  let version = 0

  function noteChange(): void {
    version++
    onChange()
    changed.notify()
  }

  return {
    get version() {
      return version
    },
    whenChanged: signal => changed.wait(signal),
    noteChange,
    recording: async () => (await thread.call('recording', {})).captures,
    async annotate(capture, change) {
      const notes = await thread.call('annotate', { capture, change })
      noteChange()
      return notes
    },
    summary: (capture, signal) => thread.call('summary', { capture }, { signal }),
    moments: (request, signal) => thread.call('moments', request, { signal })
  }
}
