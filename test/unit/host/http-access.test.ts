import { createHash } from 'node:crypto'
import { mkdirSync, symlinkSync, utimesSync, writeFileSync, existsSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportLife, makeExports, removeExports, sweepExports } from '@main/host/http/exports-folder'
import { manualClock } from '@shared/base/manual-clock'
import { buildScript } from '../../support/build-script'
import { openHost, type OpenHost } from '../../support/open-host'

let host: OpenHost
const ticket = 'ab'.repeat(32)
beforeAll(async () => {
  host = await openHost(await buildScript('test/support/tiny-engine.ts'))
  mkdirSync(join(host.data, 'exports', ticket), { recursive: true })
  writeFileSync(join(host.data, 'exports', ticket, 'run-1.csv'), 'time,x\n1,2\n')
  writeFileSync(join(host.data, 'exports', ticket, 'empty.csv'), '')
  mkdirSync(join(host.data, 'exports', ticket, 'folder.csv'))
  writeFileSync(join(host.data, 'secret.txt'), 'secret')
})
afterAll(() => host.stop())

interface Answer {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: string
}

/** A request as it is written, without what `fetch` tidies up. */
function ask(path: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: host.serving.port, path, agent: false, ...options }, response => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', chunk => (body += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

describe('the page', () => {
  it('is served with a policy that runs only its own scripts', async () => {
    const { status, headers, body } = await ask('/')
    expect(status).toBe(200)
    expect(body).toContain('Signalbox')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain(`ws://127.0.0.1:${host.serving.port}`)
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin'
    })
  })

  it('answers HEAD without a body', async () => {
    expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('refuses %s', async method => {
    expect(await ask('/', { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  })

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost:1'])(
    'refuses the rebound name "%s", and sends its policy with the refusal too',
    async name => {
      const { status, headers, body } = await ask('/', { headers: { Host: name } })
      expect(status).toBe(403)
      expect(body).not.toContain('<title>')
      expect(headers['content-security-policy']).toBeDefined()
    }
  )

  it('answers to localhost too', async () => {
    expect((await ask('/', { headers: { Host: `localhost:${host.serving.port}` } })).status).toBe(200)
  })

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/.hidden',
    '//etc/passwd',
    '/a/../../x',
    '/\\..\\x'
  ])('gives nothing away at %s', async path => {
    const { status, body } = await ask(path)
    expect([400, 404]).toContain(status)
    expect(body).not.toMatch(/secret$|not for anybody|root:/)
  })
})

describe('the token', () => {
  it('is 256 random bits, another one for every start', async () => {
    expect(host.serving.token).toMatch(/^[0-9a-f]{64}$/)
    const other = await openHost(await buildScript('test/support/tiny-engine.ts'), { ready: false })
    expect(other.serving.token).not.toBe(host.serving.token)
    await other.stop()
  })

  it('is judged by /status: 204 when right, 401 when wrong, absent, longer or shorter', async () => {
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await ask('/status', { headers })).status
    expect(await status({ Authorization: `Bearer ${host.serving.token}` })).toBe(204)
    expect(await status({})).toBe(401)
    expect(await status({ Authorization: `Bearer ${'0'.repeat(64)}` })).toBe(401)
    expect(await status({ Authorization: `Bearer ${host.serving.token}0` })).toBe(401)
    expect(await status({ Authorization: 'Bearer ' })).toBe(401)
  })

  it('is nowhere in what is served', async () => {
    const { headers, body } = await ask('/')
    expect(JSON.stringify(headers) + body).not.toContain(host.serving.token)
  })
})

describe('the door for the browser', () => {
  it('leads to the page once', async () => {
    const path = new URL(host.serving.enterUrl()).pathname
    expect(path).not.toContain(host.serving.token)
    expect(await ask(path)).toMatchObject({ status: 302, headers: { location: `/#token=${host.serving.token}` } })
    expect((await ask(path)).status).toBe(403)
  })

  it('stays shut to a guess, which does not use it up', async () => {
    const path = new URL(host.serving.enterUrl()).pathname
    expect((await ask(`/enter/${'0'.repeat(64)}`)).status).toBe(403)
    expect((await ask('/enter/')).status).toBe(403)
    expect((await ask(path)).status).toBe(302)
  })
})

describe('the WebSocket', () => {
  it('opens for our page with our token, and confirms only the name', async () => {
    const socket = await host.socket()
    expect(typeof socket === 'number' ? socket : socket.protocol).toBe('signalbox')
    if (typeof socket !== 'number') socket.terminate()
  })

  it.each([
    ['a wrong token', { token: '0'.repeat(64) }, 401],
    ['no token', { protocols: ['signalbox'] }, 401],
    ['the token under another name', { protocols: ['other', `token.${'0'.repeat(64)}`] }, 401],
    ['no origin', { origin: '' }, 403],
    ['a foreign origin', { origin: 'http://evil.example' }, 403],
    ['the origin of another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['a rebound name', { host: 'evil.example' }, 403],
    ['another path', { path: '/other' }, 404]
  ])('refuses %s', async (_what, changes, status) => {
    expect(await host.socket(changes)).toBe(status)
  })

  it('refuses a message over its bound, and goes on for the others', async () => {
    const [big, small] = [await host.socket(), await host.socket()]
    if (typeof big === 'number' || typeof small === 'number') throw new Error('refused')
    const closed = new Promise<number>(resolve => big.on('close', resolve))
    big.send('r' + 'x'.repeat(1024 * 1024))
    expect(await closed).toBe(1009)
    expect(small.readyState).toBe(small.OPEN)
    small.terminate()
  })

  it('survives an upgrade that is no WebSocket at all', async () => {
    const socket = connect(host.serving.port, '127.0.0.1')
    const ended = new Promise<void>(resolve => socket.on('close', () => resolve()))
    socket.on('error', () => undefined)
    socket.resume()
    socket.write('GET /link HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: nonsense\r\n\r\n')
    await ended
    expect((await ask('/')).status).toBe(200)
  })
})

describe('a download', () => {
  it('gives the file to whoever knows its ticket', async () => {
    const { status, headers, body } = await ask(`/download/${ticket}/run-1.csv`)
    expect({ status, body }).toEqual({ status: 200, body: 'time,x\n1,2\n' })
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-length': '11',
      'content-disposition': 'attachment; filename="run-1.csv"',
      'cache-control': 'no-store'
    })
  })

  it('answers HEAD with the size, and an empty file with nothing', async () => {
    expect(await ask(`/download/${ticket}/run-1.csv`, { method: 'HEAD' })).toMatchObject({
      status: 200,
      headers: { 'content-length': '11' },
      body: ''
    })
    expect(await ask(`/download/${ticket}/empty.csv`)).toMatchObject({ status: 200, body: '' })
  })

  it.each([
    ['an unknown ticket', `/download/${'0'.repeat(64)}/run-1.csv`],
    ['a short ticket', '/download/ab/run-1.csv'],
    ['an unknown name', `/download/${ticket}/other.csv`],
    ['a folder', `/download/${ticket}/folder.csv`],
    ['a way out', `/download/${ticket}/../../secret.txt`],
    ['an encoded way out', `/download/${ticket}/..%2f..%2fsecret.txt`],
    ['a ticket that is a way out', `/download/../secret.txt`],
    ['a hidden file', `/download/${ticket}/.hidden`],
    ['the folder itself', `/download/${ticket}/`]
  ])('gives nothing for %s', async (_what, path) => {
    const { status, body } = await ask(path)
    expect([400, 404]).toContain(status)
    expect(body).not.toMatch(/time,x|^secret/)
  })
})

describe('old exports', () => {
  it('are removed at the start, and after an hour; nothing else is', async () => {
    const folder = join(host.data, 'other-exports')
    const old = createHash('sha256').update('old').digest('hex')
    const make = (name: string): string => {
      const path = join(folder, name)
      mkdirSync(path, { recursive: true })
      return path
    }
    const leftover = make(old)
    const foreign = make('my own folder')
    await makeExports(folder)
    await removeExports(folder, Infinity)
    expect([existsSync(leftover), existsSync(foreign)]).toEqual([false, true])

    const clock = manualClock(Date.now())
    const over = new AbortController()
    const sweeping = sweepExports(folder, clock, over.signal)
    const [fresh, stale] = [make('c'.repeat(64)), make('d'.repeat(64))]
    const long = (clock.now() - exportLife) / 1000
    utimesSync(stale, long, long)
    symlinkSync(host.data, join(folder, 'e'.repeat(64)))
    await clock.advance(300_001)
    await expect.poll(() => existsSync(stale)).toBe(false)
    expect([existsSync(fresh), existsSync(foreign), existsSync(host.data)]).toEqual([true, true, true])
    over.abort()
    await sweeping
    expect(clock.sleeping).toBe(0)
  })
})
