import type { Link, LinkMessage } from './link'

/** What a transport does for one end of a link. Both are called only while the link is open. */
export interface Transport {
  send(message: LinkMessage): void
  /** Starts closing the transport; called at most once. */
  close(): void
}

/** One end of a link, and the two things its transport reports to it. */
export interface LinkEnd {
  readonly link: Link
  received(message: LinkMessage): void
  /** The transport is gone; may be reported more than once. */
  gone(): void
}

/** Messages kept for a listener that is not there yet; one more closes the link, because nobody will ever listen. */
export const earlyMessages = 4096

/** The guarantees of `Link` over a transport that only delivers whole messages in order. */
export function createLinkEnd(transport: Transport): LinkEnd {
  let open = true
  let ended = false
  let listener: ((message: LinkMessage) => void) | undefined
  let early: LinkMessage[] = []
  const closeListeners: (() => void)[] = []

  function end(): void {
    if (ended) return
    ended = true
    for (const onClose of closeListeners.splice(0)) onClose()
  }
  function close(): void {
    if (!open) return
    open = false
    early = []
    transport.close()
    end()
  }

  return {
    link: {
      send(message) {
        if (open) transport.send(message)
      },
      onMessage(added) {
        if (listener) throw new Error('a link has one message listener for life')
        listener = added
        for (const message of early.splice(0)) added(message)
        if (!open) end()
      },
      onClose(added) {
        if (ended) queueMicrotask(added)
        else closeListeners.push(added)
      },
      close
    },
    received(message) {
      if (!open) return
      if (listener) listener(message)
      else if (early.push(message) > earlyMessages) close()
    },
    gone() {
      if (!open) return
      open = false
      // What came before the end is still owed to a listener that is about to be registered.
      if (early.length === 0) end()
    }
  }
}

/** The bytes of a binary message as a plain `Uint8Array`, whatever view or subclass the transport made of them. */
export function plainBytes(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

/** The bytes with nothing else in their buffer, because a structured clone copies the whole buffer behind a view. */
export function exactBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
}
