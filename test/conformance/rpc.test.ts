import { createORPCClient, isDefinedError, ORPCError, safe } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { RPCHandler } from '@orpc/server/message-port'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { forkEngine, type ForkedEngine } from '@main/host/fork-engine'
import type { Link, LinkMessage } from '@shared/wire/link'
import { splitLink, type SplitLink } from '@shared/wire/multiplex'
import { isRpcRequest } from '@shared/wire/rpc-request'
import { buildScript } from '../support/build-script'
import { linkPairs } from '../support/link-pairs'
import { openHost, type OpenHost } from '../support/open-host'
import { tinyRouter, type TinyClient } from '../support/tiny-contract'
import { until } from '../support/until'

interface Served {
  readonly link: Link
  stop(): Promise<void> | void
}

let script = ''
let child: ForkedEngine
let host: OpenHost
beforeAll(async () => {
  script = await buildScript('test/support/tiny-engine.ts')
  child = forkEngine(script)
  child.tell({ type: 'start', options: { dataFolder: '/', open: [], version: '0', resume: false } })
  host = await openHost(script)
})
afterAll(async () => {
  child.kill()
  await host.stop()
})

/** A served link over every transport: the pairs in this process, a real child process, and the whole headless host. */
const transports: Readonly<Record<string, () => Promise<Served>>> = {
  ...Object.fromEntries(Object.entries(linkPairs).map(([name, makePair]) => [name, () => servedPair(makePair)])),
  'a child process': async () => ({ link: child.openLink(), stop: () => undefined }),
  'the headless host: WebSocket, bridge, child process': async () => ({
    link: await host.openLink(),
    stop: () => undefined
  })
}

async function servedPair(makePair: (typeof linkPairs)[string]): Promise<Served> {
  const { near, far, stop } = await makePair()
  const { rpc, live } = splitLink(far, isRpcRequest)
  new RPCHandler(tinyRouter).upgrade(rpc)
  live.onMessage(message => live.send(message))
  return { link: near, stop: async () => stop?.() }
}

describe.each(Object.entries(transports))('calls over %s', (_name, serve) => {
  let served: Served | undefined
  async function open(): Promise<{ client: TinyClient; split: SplitLink }> {
    served = await serve()
    const split = splitLink(served.link)
    return { client: createORPCClient(new RPCLink({ port: split.rpc })), split }
  }
  afterEach(async () => {
    served?.link.close()
    await served?.stop()
    served = undefined
  })

  it('answers a call, and many at once each with its own answer', async () => {
    const { client } = await open()
    const texts = Array.from({ length: 50 }, (_, index) => `grüße ${index}`)
    expect(await Promise.all(texts.map(text => client.echo({ text })))).toEqual(texts.map(text => ({ text })))
  })

  it('answers a large message whole', async () => {
    const { client } = await open()
    const text = 'ä'.repeat(400_000)
    expect((await client.echo({ text })).text).toBe(text)
  })

  it('carries a defined error with its code and data', async () => {
    const { client } = await open()
    const { error } = await safe(client.refuse())
    expect(error && isDefinedError(error) && error.code).toBe('REFUSED')
    expect(error).toMatchObject({ message: 'it is open already', data: { remedy: 'close it first' } })
  })

  it('refuses an input that does not fit, and an unknown call, without harm to the next', async () => {
    const { client } = await open()
    const wrong = { text: 7 } as unknown as { text: string }
    await expect(client.echo(wrong)).rejects.toBeInstanceOf(ORPCError)
    const unknown = client as unknown as { nothing(): Promise<unknown> }
    await expect(unknown.nothing()).rejects.toBeInstanceOf(ORPCError)
    await expect(client.break()).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
    expect(await client.echo({ text: 'still here' })).toEqual({ text: 'still here' })
  })

  it('streams in order to the end', async () => {
    const { client } = await open()
    const values: number[] = []
    for await (const value of await client.count({ to: 200 })) values.push(value)
    expect(values).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
  })

  it("runs a stream's finally when the reader leaves early", async () => {
    const { client } = await open()
    const before = await client.ended()
    for await (const value of await client.watch()) {
      expect(value).toBe('present state')
      break
    }
    await until('the stream has ended', async () => (await client.ended()) === before + 1)
  })

  it("runs a stream's finally when the reader aborts", async () => {
    const { client } = await open()
    const before = await client.ended()
    const reader = new AbortController()
    const stream = await client.watch(undefined, { signal: reader.signal })
    await stream.next()
    reader.abort()
    await until('the stream has ended', async () => (await client.ended()) === before + 1)
  })

  it('fails what is under way when the link closes', async () => {
    const { client, split } = await open()
    const stream = await client.watch()
    await stream.next()
    const pending = expect(stream.next()).rejects.toThrow()
    split.close()
    await pending
  })

  it('carries live bytes beside the calls, exactly', async () => {
    const { client, split } = await open()
    const frames: LinkMessage[] = []
    split.live.onMessage(message => frames.push(message))
    const frame = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 31) % 256)
    split.live.send(frame)
    expect(await client.echo({ text: 'beside' })).toEqual({ text: 'beside' })
    await until('the frame is back', () => frames.length === 1)
    expect(frames[0]).toStrictEqual(frame)
  })
})
