import { execFileSync } from 'node:child_process'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createLiveClient, type LiveClient } from '@renderer/connection/live-client'
import type { Contract } from '@shared/contract/contract'
import type { SessionStatus } from '@shared/model/session'
import { splitLink } from '@shared/wire/multiplex'
import { type AnySocket, linkOverSocket } from '@shared/wire/socket-link'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { until } from '../support/until'

interface View {
  readonly live: LiveClient
  session(): Promise<SessionStatus>
  readonly client: ContractRouterClient<Contract>
  close(): void
}

async function openView({ url }: HeadlessHost): Promise<View> {
  const { host, hash } = new URL(url)
  const token = new URLSearchParams(hash.slice(1)).get('token')
  const socket = new WebSocket(`ws://${host}/link`, ['signalbox', `token.${token}`], { origin: `http://${host}` })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const { rpc, live, close } = splitLink(linkOverSocket(socket as unknown as AnySocket))
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: rpc }))
  return {
    client,
    close,
    live: createLiveClient(live, { hidden: () => false, onShown: () => undefined, afterFrame: () => undefined }),
    async session() {
      for await (const [session] of await client.sessions.watch()) if (session) return session
      throw new Error('there is no session')
    }
  }
}

let host: HeadlessHost
beforeAll(async () => {
  host = await startHeadlessHost({ open: ['sim:sine?rate=1000'] })
})
afterAll(() => host?.stop())

describe('an engine that was killed with kill -9', () => {
  it('shows, as one session with a gap, what it recorded before and what comes now', async () => {
    const before = await openView(host)
    await until('two seconds are safe on disk', async () => {
      const { firstSample, recording } = await before.session()
      return firstSample !== null && recording !== null && recording.safeUntil - firstSample > 2000
    })
    const { firstSample, channels } = await before.session()
    const [engine] = execFileSync('pgrep', ['-P', String(host.process.pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')
    process.kill(Number(engine), 'SIGKILL')
    before.close()

    let after: View | undefined
    await until('the engine is back and reads on', async () => {
      try {
        after ??= await openView(host)
        const { samples, firstSample: first } = await after.session()
        return samples > 500 && first === firstSample
      } catch {
        after?.close()
        after = undefined
        return false
      }
    })
    const { live, client, session, close } = after!
    const { id, channels: now } = await session()
    expect(now.map(({ name }) => name)).toEqual(channels.map(({ name }) => name))

    const to = firstSample! + 60_000
    const frame = await live.range({ session: id, channels: [0], bucket: 100, from: firstSample!, to })
    expect(frame.time[0]).toBe(firstSample)
    expect([...frame.gap].filter(gap => gap === 1)).toHaveLength(1)
    const joint = frame.gap.indexOf(1)
    expect(joint).toBeGreaterThan(0)
    expect(frame.rows).toBeGreaterThan(joint)

    const rows = await live.rows({ session: id, channels: [0], from: null, to: firstSample! + 1000, limit: 10_000 })
    expect([rows.first, rows.time[0]]).toEqual([-1, firstSample])
    expect(rows.value[0]!.every(value => Number.isFinite(value))).toBe(true)

    const figures = await client.sessions.statistics({ session: id, from: firstSample!, to })
    expect(figures.complete).toBe(true)
    const old = await client.sessions.statistics({ session: id, from: firstSample!, to: firstSample! + 1000 })
    expect(old.rows).toBe(rows.rows)
    expect(figures.rows).toBeGreaterThan(500 + old.rows)
    close()
  }, 30_000)
})
