// An engine with nothing in it but its links: answers the tiny router's calls and echoes the live channel. Told what to
// do by the "devices" it is to open: `die-at-once`, `never-ready`, `ignore-shutdown`.
import { RPCHandler } from '@orpc/server/message-port'
import { acceptLinks } from '@main/host/engine-port'
import { splitLink } from '@shared/wire/multiplex'
import { isRpcRequest } from '@shared/wire/rpc-request'
import { tinyRouter } from './tiny-contract'

const handler = new RPCHandler(tinyRouter)
let stubborn = false

const host = acceptLinks({
  onStart(options) {
    if (options.open.includes('die-at-once')) process.exit(3)
    stubborn = options.open.includes('ignore-shutdown')
    host.log('info', `resume ${options.resume}, open ${options.open.join()}`)
    if (!options.open.includes('never-ready')) host.ready()
  },
  onLink(link) {
    const { rpc, live } = splitLink(link, isRpcRequest)
    handler.upgrade(rpc)
    live.onMessage(message => {
      if (message === 'die') process.exit(4)
      live.send(message)
    })
  },
  onShutdown() {
    if (stubborn) return
    host.log('info', 'stopping')
    setImmediate(() => process.exit(0))
  },
  onGrant: (ticket, path) => host.log('info', `granted ${ticket} ${path}`),
  onFile: (ticket, { name, path }) => host.log('info', `brought ${ticket} ${name} ${path}`)
})
