import { RPCHandler } from '@orpc/server/message-port'
import type { Link } from '@shared/wire/link'
import { splitLink } from '@shared/wire/multiplex'
import { isRpcRequest } from '@shared/wire/rpc-request'
import type { Engine } from './engine'
import { callRate } from './call-rate'
import { serveLive } from './live'
import { createRouter, createViewContext } from './router'
import { createTurns } from './turns'

/** Complaints about one view that are logged. */
const toldAView = 10

/** Answers one view's calls and live requests until its link closes; answers a function for the next view. */
export function viewServer(engine: Engine, log: (text: string) => void): (link: Link) => void {
  const handler = new RPCHandler(createRouter(engine))
  const turns = createTurns(engine.clock)
  return link => {
    const isCalm = callRate(engine.clock)
    let told = 0
    function tell(why: string): void {
      told++
      if (told <= toldAView) log(`a view sent ${why}; it was ignored`)
      else if (told === toldAView + 1) log('this view sent more that is not valid; it is ignored without a word')
    }
    const gone = new AbortController()
    const { rpc, live, onClose } = splitLink(link, data => isRpcRequest(data) && isCalm())
    onClose(() => gone.abort())
    handler.upgrade(rpc, { context: createViewContext() })
    serveLive(live, {
      find: engine.registry.find,
      clock: engine.clock,
      signal: gone.signal,
      turns,
      onInvalid: tell
    })
  }
}
