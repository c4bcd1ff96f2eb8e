import type { WebSocket } from 'ws'
import type { Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'
import type { Link, LinkMessage } from '@shared/wire/link'
import { conversationOf } from '@shared/wire/multiplex'
import { linkOverSocket } from '@shared/wire/socket-link'

/** Calls' answers that may wait for a page, bytes; a page that reads slower is closed, it will come back. */
export const rpcLimit = 8 * 1024 * 1024
/** Everything that may wait for a page. Live frames are bounded by credits; this bounds a page that grants too many. */
export const totalLimit = 256 * 1024 * 1024
/** A page is asked for a sign of life this often, ms; one that has not answered by the next time is gone. */
const aliveInterval = 20_000

/** WebSocket close codes (RFC 6455 7.4, IANA): what the page is told when the host ends it. */
export const closeCodes = { goingAway: 1001, restart: 1012, slow: 4008 } as const

/** The link to a page, with a bound on what waits for it and a watch on whether it is still there. */
export function linkToPage(socket: WebSocket, clock: Clock): Link {
  let rpcWaiting = 0
  function send(message: LinkMessage): void {
    const calls = conversationOf(message) === 'rpc'
    const size = typeof message === 'string' ? Buffer.byteLength(message) : message.byteLength
    // Judged by what waits already, so that a single answer of any size can still be sent.
    if ((calls && rpcWaiting > rpcLimit) || socket.bufferedAmount > totalLimit)
      return socket.close(closeCodes.slow, 'this page reads too slowly')
    if (calls) rpcWaiting += size
    socket.send(message, () => {
      if (calls) rpcWaiting -= size
    })
  }
  const link = linkOverSocket(socket, send)
  void watch(socket, clock)
  return link
}

async function watch(socket: WebSocket, clock: Clock): Promise<void> {
  const over = new AbortController()
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  socket.on('close', () => over.abort())
  try {
    for (;;) {
      await clock.sleep(aliveInterval, over.signal)
      if (!alive) return socket.terminate()
      alive = false
      socket.ping()
    }
  } catch (error) {
    if (!isCancelled(error)) throw error
  }
}

/** Joins two links: what one says the other hears, and they end together. */
export function bridge(one: Link, other: Link): void {
  one.onMessage(message => other.send(message))
  other.onMessage(message => one.send(message))
  one.onClose(() => other.close())
  other.onClose(() => one.close())
}
