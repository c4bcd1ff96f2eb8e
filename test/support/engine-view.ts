import { once } from 'node:events'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { Contract } from '@shared/contract/contract'
import type { SessionStatus } from '@shared/model/session'
import { splitLink } from '@shared/wire/multiplex'
import { linkOverSocket } from '@shared/wire/socket-link'

/** A view of a running host as a page has one, which connects again whenever the engine was restarted. */
export interface EngineView {
  /** The newest snapshot of the first session; undefined while there is none. */
  session(): SessionStatus | undefined
  /** Names the engine's start; changes with each. */
  instance(): string
  close(): void
}

export function viewEngine(url: string): EngineView {
  const { host, hash } = new URL(url)
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? ''
  let newest: SessionStatus | undefined
  let instance = ''
  let socket: WebSocket | undefined
  let closed = false

  async function follow(): Promise<void> {
    const own = new WebSocket(`ws://${host}/link`, ['signalbox', `token.${token}`], {
      headers: { Origin: `http://${host}` }
    })
    socket = own
    const gone = new AbortController()
    own.once('close', () => gone.abort())
    own.on('error', () => undefined)
    await once(own, 'open')
    const client: ContractRouterClient<Contract> = createORPCClient(
      new RPCLink({ port: splitLink(linkOverSocket(own)).rpc })
    )
    instance = (await client.system.info(undefined, { signal: gone.signal })).instance
    for await (const sessions of await client.sessions.watch(undefined, { signal: gone.signal })) newest = sessions[0]
  }

  async function run(): Promise<void> {
    while (!closed) {
      await follow().catch(() => undefined)
      newest = undefined
      socket?.terminate()
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }
  void run()
  return {
    session: () => newest,
    instance: () => instance,
    close() {
      closed = true
      socket?.terminate()
    }
  }
}
