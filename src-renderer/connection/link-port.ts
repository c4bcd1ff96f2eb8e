import { abortable } from '@shared/base/abort'
import { pageMessages } from '@shared/wire/desktop'
import { linkOverPort } from '@shared/wire/port-link'
import type { Door } from './door'

/**
 * The door of the desktop app: its main process hands the page a port, and a new one whenever the engine was restarted.
 * `open` waits for the next port; a port that nobody has taken is replaced by a newer one.
 */
export function portDoor(page: Window): Door {
  let latest: MessagePort | undefined
  let taker: ((port: MessagePort) => void) | undefined
  page.addEventListener('message', event => {
    const [port] = event.ports
    if (event.source !== page || event.data !== pageMessages.port || !port) return
    if (taker) taker(port)
    else {
      latest?.close()
      latest = port
    }
  })
  page.postMessage(pageMessages.listening, page.location.origin)

  return {
    async open(signal) {
      const next = new Promise<MessagePort>(resolve => {
        taker = resolve
        if (latest) resolve(latest)
        latest = undefined
      })
      try {
        return linkOverPort(await abortable(next, signal))
      } finally {
        taker = undefined
      }
    }
  }
}
