import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildScript } from '../../support/build-script'
import { openHost, type OpenHost } from '../../support/open-host'
import { until } from '../../support/until'

let host: OpenHost
beforeAll(async () => (host = await openHost(await buildScript('test/support/tiny-engine.ts'))))
afterAll(() => host.stop())

interface Sent {
  readonly path?: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** Sends less than it says, and leaves. */
  readonly cut?: boolean
}

/** Sends a file as the page does, with changes; answers the status (0: the connection broke off) and the body. */
function send(
  content: string,
  { path = '/upload?name=a%20file.csv&modified=5', headers = {}, cut }: Sent = {}
): Promise<{
  status: number
  body: string
}> {
  const usual = {
    Origin: host.origin,
    Authorization: `Bearer ${host.serving.token}`,
    'Content-Length': String(Buffer.byteLength(content) + (cut ? 10 : 0))
  }
  const all = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== undefined)
  return new Promise(resolve => {
    const options = { host: '127.0.0.1', port: host.serving.port, path, method: 'POST', agent: false }
    const sending = request({ ...options, headers: Object.fromEntries(all) as Record<string, string> }, response => {
      let body = ''
      response.setEncoding('utf8').on('data', text => (body += text))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    sending.on('error', () => resolve({ status: 0, body: '' }))
    if (cut) sending.write(content, () => setImmediate(() => sending.destroy()))
    else sending.end(content)
  })
}

const uploaded = (): string[] => readdirSync(join(host.data, 'uploads'))

describe('a file that a page brings', () => {
  it('lies in the folder of uploads under its ticket, and the engine is told its name', async () => {
    const { status, body } = await send('time,a\n1,2\n')
    expect(status).toBe(200)
    const { ticket } = JSON.parse(body) as { ticket: string }
    expect(ticket).toMatch(/^[0-9a-f]{64}$/)
    const path = join(host.data, 'uploads', ticket)
    expect(readFileSync(path, 'utf8')).toBe('time,a\n1,2\n')
    await until('the engine was told', () =>
      host.log.some(line => line.includes(`brought ${ticket} a file.csv ${path}`))
    )
  })

  it.each([
    ['without a token', { headers: { Authorization: undefined } }, 401],
    ['with a wrong token', { headers: { Authorization: `Bearer ${'0'.repeat(64)}` } }, 401],
    ['from another origin', { headers: { Origin: 'http://evil.example' } }, 403],
    ['from no page at all', { headers: { Origin: undefined } }, 403],
    ['to a rebound name', { headers: { Host: 'evil.example' } }, 403],
    ['without a name', { path: '/upload?modified=5' }, 400],
    ['larger than the disk', { headers: { 'Content-Length': '900000000000000' } }, 507],
    ['to another address', { path: '/uploads' }, 405]
  ] satisfies [string, Sent, number][])('is refused %s', async (_, changes: Sent, status) => {
    const before = uploaded()
    const answer = status === 507 ? await refusedFor(changes) : await send('x', changes)
    expect(answer.status).toBe(status)
    expect(uploaded()).toEqual(before)
  })

  it('that breaks off leaves nothing', async () => {
    const before = uploaded()
    await send('time,a\n', { cut: true })
    await until('it is gone', () => uploaded().length === before.length)
  })
})

/** Only the head is sent: a body of that size nobody has. */
function refusedFor({ headers = {} }: Sent): Promise<{ status: number; body: string }> {
  const all = { Origin: host.origin, Authorization: `Bearer ${host.serving.token}`, ...headers }
  return new Promise(resolve => {
    const sending = request(
      {
        host: '127.0.0.1',
        port: host.serving.port,
        path: '/upload?name=a&modified=5',
        method: 'POST',
        agent: false,
        headers: all as Record<string, string>
      },
      response => {
        resolve({ status: response.statusCode ?? 0, body: '' })
        sending.destroy()
      }
    )
    sending.on('error', () => resolve({ status: 0, body: '' }))
    sending.flushHeaders()
  })
}
