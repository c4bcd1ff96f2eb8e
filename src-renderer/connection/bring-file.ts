import { SignalboxError } from '@shared/base/errors'
import { tokenOf } from './link-websocket'

export interface BringOptions {
  readonly signal: AbortSignal
  /** How much of it is with the host. */
  progress(fraction: number): void
}

/**
 * Makes a file that the user gave the page readable to the engine; answers the ticket that names it in calls. The desktop app
 * tells the engine where it lies; a browser sends it to the host.
 */
export function bringFile(file: File, options: BringOptions): Promise<string> {
  return window.signalbox ? window.signalbox.bringFile(file) : upload(file, options)
}

/** By `XMLHttpRequest`, because `fetch` does not tell how much has been sent. */
function upload(file: File, { signal, progress }: BringOptions): Promise<string> {
  const query = new URLSearchParams({ name: file.name, modified: String(file.lastModified) })
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = (): void => request.abort()
    signal.addEventListener('abort', abort, { once: true })
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total > 0 ? loaded / total : 0))
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', abort)
      if (signal.aborted) return reject(new SignalboxError('cancelled', 'the file is not brought'))
      const ticket = request.status === 200 ? ticketIn(request.responseText) : undefined
      if (ticket !== undefined) return resolve(ticket)
      const why = request.responseText.trim() || 'The connection broke off.'
      reject(new SignalboxError('storage', `${file.name} did not come through. ${why}`, { remedy: 'Try again.' }))
    })
    request.open('POST', `/upload?${query.toString()}`)
    request.setRequestHeader('Authorization', `Bearer ${tokenOf(window.location.hash) ?? ''}`)
    request.send(file)
  })
}

function ticketIn(text: string): string | undefined {
  return /"ticket":"([0-9a-f]{64})"/.exec(text)?.[1]
}
