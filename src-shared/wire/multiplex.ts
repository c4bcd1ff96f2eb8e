import type { Link, LinkMessage } from './link'
import { earlyMessages } from './link-end'

/** The two conversations that share a link. */
export type Conversation = 'rpc' | 'live'

/** What oRPC's message-port adapter asks of a port. */
export interface RpcPort {
  on(event: string, listener: (event?: { data: unknown }) => void): void
  postMessage(data: unknown): void
}

/** The live conversation: see `wire/live.ts` for what is said on it. */
export interface LivePort {
  send(message: LinkMessage): void
  /** One listener for life. */
  onMessage(listener: (message: LinkMessage) => void): void
}

export interface SplitLink {
  readonly rpc: RpcPort
  readonly live: LivePort
  onClose(listener: () => void): void
  close(): void
}

const textTags = { rpc: 'r', live: 'l' } as const
const byteTags = { rpc: 1, live: 2 } as const

/**
 * Splits a link in two. A text is tagged by its first character, bytes by their last: a tag in front would move a live
 * frame's columns off their 8-byte alignment and cost the page a copy of each. A message with neither tag, or with no
 * tag at all, closes the link: the other side is not one of ours.
 *
 * `accepts` judges every call that comes in (the engine passes `isRpcRequest`); one it refuses closes the link too.
 */
export function splitLink(link: Link, accepts: (data: LinkMessage) => boolean = () => true): SplitLink {
  const rpc = inbox()
  const live = inbox()
  link.onMessage(message => {
    const conversation = conversationOf(message)
    const data = conversation && withoutTag(message)
    const taken = data !== undefined && (conversation === 'live' ? live.push(data) : accepts(data) && rpc.push(data))
    if (!taken) link.close()
  })
  return {
    rpc: {
      on(event, listener) {
        if (event === 'message') rpc.listen(data => listener({ data }))
        else if (event === 'close') link.onClose(() => listener())
      },
      postMessage(data) {
        if (typeof data === 'string') link.send(textTags.rpc + data)
        else if (data instanceof Uint8Array) link.send(tagged(data, byteTags.rpc))
        else if (data instanceof ArrayBuffer) link.send(tagged(new Uint8Array(data), byteTags.rpc))
        else throw new TypeError('calls travel as text or bytes')
      }
    },
    live: {
      send: message =>
        link.send(typeof message === 'string' ? textTags.live + message : tagged(message, byteTags.live)),
      onMessage: listener => live.listen(listener)
    },
    onClose: listener => link.onClose(listener),
    close: () => link.close()
  }
}

/** Which conversation a message on a link belongs to; undefined when it carries no tag. */
export function conversationOf(message: LinkMessage): Conversation | undefined {
  const tag = typeof message === 'string' ? message[0] : message[message.byteLength - 1]
  if (tag === textTags.rpc || tag === byteTags.rpc) return 'rpc'
  if (tag === textTags.live || tag === byteTags.live) return 'live'
  return undefined
}

function withoutTag(message: LinkMessage): LinkMessage {
  return typeof message === 'string' ? message.slice(1) : message.subarray(0, -1)
}

function tagged(bytes: Uint8Array, tag: number): Uint8Array {
  const message = new Uint8Array(bytes.byteLength + 1)
  message.set(bytes)
  message[bytes.byteLength] = tag
  return message
}

/** Keeps what comes before the listener does, up to `earlyMessages`; more is refused. */
function inbox(): { push(data: LinkMessage): boolean; listen(listener: (data: LinkMessage) => void): void } {
  let deliver: ((data: LinkMessage) => void) | undefined
  const early: LinkMessage[] = []
  return {
    push(data) {
      if (!deliver) return early.push(data) <= earlyMessages
      deliver(data)
      return true
    },
    listen(listener) {
      deliver = listener
      for (const data of early.splice(0)) listener(data)
    }
  }
}
