import { RPCHandler } from '@orpc/server/message-port'
import type { Link } from '@shared/wire/link'
import { splitLink } from '@shared/wire/multiplex'
import { isRpcRequest } from '@shared/wire/rpc-request'
import type { Engine } from './engine'
import { serveLive } from './live'
import { createRouter } from './router'

/** Answers one view's calls and live requests until its link closes; answers a function for the next view. */
export function viewServer(engine: Engine, log: (text: string) => void): (link: Link) => void {
  const handler = new RPCHandler(createRouter(engine))
  return link => {
    const gone = new AbortController()
    const { rpc, live, onClose } = splitLink(link, isRpcRequest)
    onClose(() => gone.abort())
    handler.upgrade(rpc)
    serveLive(live, {
      find: engine.registry.find,
      clock: engine.clock,
      signal: gone.signal,
      onInvalid: why => log(`a view sent ${why}; it was ignored`)
    })
  }
}
