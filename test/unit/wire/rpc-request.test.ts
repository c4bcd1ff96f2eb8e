import { RPCHandler } from '@orpc/server/message-port'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryLinkPair } from '@shared/wire/memory-link'
import { splitLink } from '@shared/wire/multiplex'
import { isRpcRequest } from '@shared/wire/rpc-request'
import { settled } from '../../support/flow-collect'
import { tinyRouter, type TinyClient } from '../../support/tiny-contract'

const unhandled: unknown[] = []
const collect = (reason: unknown): void => void unhandled.push(reason)
beforeEach(() => {
  unhandled.length = 0
  process.on('unhandledRejection', collect)
})
afterEach(() => {
  process.off('unhandledRejection', collect)
})

describe('the guard in front of the calls', () => {
  it('lets through every message the client makes', async () => {
    const [near, far] = memoryLinkPair()
    const refused: unknown[] = []
    const { rpc } = splitLink(far, message => {
      const fits = isRpcRequest(message)
      if (!fits) refused.push(message)
      return fits
    })
    new RPCHandler(tinyRouter).upgrade(rpc)
    const client: TinyClient = createORPCClient(new RPCLink({ port: splitLink(near).rpc }))
    expect(await client.echo({ text: 'grüße' })).toEqual({ text: 'grüße' })
    const watch = await client.watch()
    expect(await watch.next()).toMatchObject({ value: 'present state' })
    await watch.return()
    expect(refused).toEqual([])
  })

  // Shaped like the protocol, wrong in every other way: what gets through must not harm the server.
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(0, 1, 2, 3, 4, '1', '/echo', '/a/b', 'x:', '//')
  )
  const almost = fc.record(
    {
      i: value,
      t: value,
      p: fc.oneof(
        value,
        fc.record({ u: value, b: value, h: value, m: value, e: value, d: value }, { requiredKeys: [] })
      )
    },
    { requiredKeys: [] }
  )
  const wellFormed = fc.record({
    i: fc.constantFrom('1', '2', '3'),
    p: fc.record({ u: fc.constantFrom('/echo', '/count', '/watch', '/nothing', '/__proto__/x'), b: value })
  })
  const garbage = fc.oneof(
    fc.string(),
    almost.map(message => JSON.stringify(message)),
    wellFormed.map(message => JSON.stringify(message))
  )

  it('lets nothing through that would be an unhandled rejection in the server', async () => {
    const handler = new RPCHandler(tinyRouter)
    await fc.assert(
      fc.asyncProperty(fc.array(garbage, { maxLength: 20 }), async messages => {
        for (const message of messages) {
          const [near, far] = memoryLinkPair()
          handler.upgrade(splitLink(far, isRpcRequest).rpc)
          near.send('r' + message)
          await settled()
          near.close()
        }
      }),
      { numRuns: 60 }
    )
    await settled(20)
    expect(unhandled).toEqual([])
  })

  it.each([
    ['bytes', Uint8Array.of(123, 125)],
    ['not JSON', '{'],
    ['an array', '[]'],
    ['no id', '{"p":{"u":"/echo"}}'],
    ['no payload', '{"i":"1"}'],
    ['an address elsewhere', '{"i":"1","p":{"u":"http://example.org/"}}'],
    ['another method', '{"i":"1","p":{"u":"/echo","m":"DELETE"}}'],
    ['a file', '{"i":"1","p":{"u":"/echo","h":{"content-disposition":"inline; filename=x"}}}'],
    ['a header that is no text', '{"i":"1","p":{"u":"/echo","h":{"content-type":["a"]}}}']
  ])('refuses %s', (_what, message) => {
    expect(isRpcRequest(message)).toBe(false)
  })
})
