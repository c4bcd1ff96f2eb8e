import type { Link, LinkMessage } from './link'
import { createLinkEnd, plainBytes } from './link-end'

/** What a browser's WebSocket and that of `ws` have in common. */
export interface AnySocket {
  binaryType: string
  readonly readyState: number
  send(data: string | Uint8Array<ArrayBuffer>): void
  close(code?: number, reason?: string): void
  addEventListener(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(event: 'close' | 'error', listener: () => void): void
}

const openState = 1

/** A link over a WebSocket that is open. `send` replaces the socket's own where the sender keeps an account. */
export function linkOverSocket(socket: AnySocket, send?: (message: LinkMessage) => void): Link {
  socket.binaryType = 'arraybuffer'
  const plainSend = (message: LinkMessage): void =>
    socket.send(typeof message === 'string' ? message : onOwnBuffer(message))
  const { link, received, gone } = createLinkEnd({
    send(message) {
      // A socket that is already closing throws in some implementations; its 'close' is on the way.
      if (socket.readyState === openState) (send ?? plainSend)(message)
    },
    close: () => socket.close(1000)
  })
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') received(data)
    else if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) received(plainBytes(data))
  })
  socket.addEventListener('close', gone)
  // An error is always followed by 'close'; without a listener `ws` would raise it as uncaught.
  socket.addEventListener('error', () => undefined)
  if (socket.readyState > openState) gone()
  return link
}

function onOwnBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes)
}
