import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

/** The two ends of a real WebSocket over loopback, both open. */
export async function socketPair(): Promise<{ client: WebSocket; server: WebSocket; stop(): Promise<void> }> {
  const listener = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(listener, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(listener.address() as AddressInfo).port}`)
  const accepted = once(listener, 'connection') as Promise<[WebSocket]>
  await once(client, 'open')
  const [server] = await accepted
  return {
    client,
    server,
    async stop() {
      client.terminate()
      server.terminate()
      const closed = once(listener, 'close')
      listener.close()
      await closed
    }
  }
}
