import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { Contract } from '@shared/contract/contract'
import { splitLink } from '@shared/wire/multiplex'
import { type AnySocket, linkOverSocket } from '@shared/wire/socket-link'

/** The engine of a running host, as a page calls it. */
export async function openEngineClient({
  url
}: {
  readonly url: string
}): Promise<{ readonly client: ContractRouterClient<Contract>; close(): void }> {
  const { host, hash } = new URL(url)
  const token = new URLSearchParams(hash.slice(1)).get('token')
  const socket = new WebSocket(`ws://${host}/link`, ['signalbox', `token.${token}`], { origin: `http://${host}` })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const { rpc, close } = splitLink(linkOverSocket(socket as unknown as AnySocket))
  return { client: createORPCClient(new RPCLink({ port: rpc })), close }
}
