import type { Link } from './link'
import { createLinkEnd, exactBytes, plainBytes } from './link-end'

interface PortEvent {
  readonly data: unknown
}
interface EventTargetPort {
  addEventListener(event: 'message', listener: (event: PortEvent) => void): void
  addEventListener(event: 'close', listener: () => void): void
}
interface EmitterPort {
  on(event: 'message', listener: (event: PortEvent) => void): unknown
  on(event: 'close', listener: () => void): unknown
}

/** A MessagePort of the DOM or of worker_threads (event targets), or Electron's MessagePortMain (an emitter). */
export type AnyPort = (EventTargetPort | EmitterPort) & {
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** A link over a message port, which is started here. Anything on it that is neither text nor bytes closes it. */
export function linkOverPort(port: AnyPort): Link {
  const { link, received, gone } = createLinkEnd({
    send: message => port.postMessage(typeof message === 'string' ? message : exactBytes(message)),
    close: () => port.close()
  })
  const onMessage = ({ data }: PortEvent): void => {
    if (typeof data === 'string') received(data)
    else if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) received(plainBytes(data))
    else link.close()
  }
  // Node's ports are both; as emitters they pass the bare value, so the event target's form is asked for first.
  if ('addEventListener' in port) {
    port.addEventListener('message', onMessage)
    port.addEventListener('close', gone)
  } else {
    port.on('message', onMessage)
    port.on('close', gone)
  }
  port.start()
  return link
}
