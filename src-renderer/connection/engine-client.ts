import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '@shared/contract/contract'
import type { RpcPort } from '@shared/wire/multiplex'

/** The engine's calls and event streams over one link; of no use after the link has closed. */
export type EngineClient = ContractRouterClient<Contract>

export function createEngineClient(port: RpcPort): EngineClient {
  return createORPCClient(new RPCLink({ port }))
}
