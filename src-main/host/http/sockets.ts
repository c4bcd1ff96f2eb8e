import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Access } from './access'
import { tokenInProtocols } from './access'

/** Largest message a page may send. Its calls are small; its live requests smaller. */
const maxPayload = 1024 * 1024
/** Pages at once. */
const maxPages = 64

export interface PageSockets {
  /** Answers an HTTP upgrade: with a WebSocket handed to `onSocket`, or with a refusal. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Ends every socket with the code and the reason. */
  closeAll(code: number, reason: string): void
}

/** The WebSocket end of the server at `/link`. `isReady` tells whether an engine is there to talk to. */
export function pageSockets(
  access: Access,
  isReady: () => boolean,
  onSocket: (socket: WebSocket) => void
): PageSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload,
    // Over loopback compressing costs more than sending.
    perMessageDeflate: false,
    // Only the name is confirmed: the token is never sent back.
    handleProtocols: () => 'signalbox'
  })

  function refusal(request: IncomingMessage): string | undefined {
    if (!access.isOurHost(request.headers.host)) return '403 Forbidden'
    if (!access.isOurOrigin(request.headers.origin)) return '403 Forbidden'
    if (request.url !== '/link') return '404 Not Found'
    const token = tokenInProtocols(request.headers['sec-websocket-protocol'])
    if (token === undefined || !access.isOurToken(token)) return '401 Unauthorized'
    return isReady() && server.clients.size < maxPages ? undefined : '503 Service Unavailable'
  }

  return {
    upgrade(request, socket, head) {
      const refused = refusal(request)
      if (refused === undefined) return server.handleUpgrade(request, socket, head, onSocket)
      socket.on('error', () => undefined)
      socket.end(`HTTP/1.1 ${refused}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    },
    closeAll(code, reason) {
      for (const socket of server.clients) socket.close(code, reason)
    }
  }
}
