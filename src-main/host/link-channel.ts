import type { Link } from '@shared/wire/link'
import { createLinkEnd, plainBytes, type LinkEnd } from '@shared/wire/link-end'

/** What crosses a child process's channel for one of the links that share it. */
export type LinkEnvelope =
  | { readonly type: 'open'; readonly link: number }
  | { readonly type: 'message'; readonly link: number; readonly data: string | Uint8Array }
  | { readonly type: 'close'; readonly link: number }

/** Many links over one ordered channel. The host opens them, the engine is told of them by `onLink`. */
export interface LinkChannel {
  open(): Link
  /** Takes a message of the channel; false when it is none of this channel's. */
  receive(message: unknown): boolean
  /** The channel is gone: every link ends. */
  gone(): void
}

/**
 * Bytes of a link that may wait to be written; one more closes the link. The channel is shared: what waits for one page
 * holds up the others, and the engine's sign of life with them.
 */
export const linkLimit = 32 * 1024 * 1024

/** `send` calls `written` when the envelope has left this process. */
export function createLinkChannel(
  send: (envelope: LinkEnvelope, written: () => void) => void,
  onLink?: (link: Link) => void
): LinkChannel {
  const ends = new Map<number, LinkEnd>()
  let opened = 0

  function add(number: number): Link {
    let waiting = 0
    const end: LinkEnd = createLinkEnd({
      send(data) {
        // Judged by what waits already, so that a single message of any size can still be sent.
        if (waiting > linkLimit) return end.link.close()
        const size = data.length
        waiting += size
        send({ type: 'message', link: number, data }, () => {
          waiting -= size
        })
      },
      close() {
        ends.delete(number)
        send({ type: 'close', link: number }, nothing)
      }
    })
    ends.set(number, end)
    return end.link
  }

  return {
    open() {
      opened++
      const link = add(opened)
      send({ type: 'open', link: opened }, nothing)
      return link
    },
    receive(message) {
      if (!isEnvelope(message)) return false
      if (message.type === 'open') {
        if (onLink && !ends.has(message.link)) onLink(add(message.link))
        return true
      }
      // A message to a link that was closed on this side in the meantime finds nobody.
      const end = ends.get(message.link)
      if (message.type === 'message') end?.received(normal(message.data))
      else {
        ends.delete(message.link)
        end?.gone()
      }
      return true
    },
    gone() {
      const all = [...ends.values()]
      ends.clear()
      for (const end of all) end.gone()
    }
  }
}

/** Nobody waits for it to be written. */
function nothing(): void {}

/** Checked by hand, not by zod: this is the path of every live frame. */
function isEnvelope(message: unknown): message is LinkEnvelope {
  if (typeof message !== 'object' || message === null) return false
  if (!('type' in message) || !('link' in message) || typeof message.link !== 'number') return false
  if (message.type === 'open' || message.type === 'close') return true
  return message.type === 'message' && 'data' in message && isLinkData(message.data)
}

function isLinkData(data: unknown): data is string | Uint8Array {
  return typeof data === 'string' || data instanceof Uint8Array
}

function normal(data: string | Uint8Array): string | Uint8Array {
  return typeof data === 'string' ? data : plainBytes(data)
}
