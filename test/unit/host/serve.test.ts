import { writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Serving } from '@main/host/http/serve'
import { openHost, type OpenHost } from '../../support/open-host'
import { buildScript } from '../../support/build-script'
import { splitLink } from '@shared/wire/multiplex'
import { until } from '../../support/until'

let script = ''
let host: OpenHost | undefined
beforeAll(async () => {
  script = await buildScript('test/support/tiny-engine.ts')
})
afterEach(async () => {
  await host?.stop()
  host = undefined
})

describe('the headless host', () => {
  it('tells the engine what to open, and stops it cleanly', async () => {
    host = await openHost(script, { open: ['sim:imu'] })
    await host.stop()
    expect(host.log).toEqual(['info: resume false, open sim:imu', 'info: stopping'])
    host = undefined
  })

  it('starts a dead engine again, closes its links, and serves new ones', async () => {
    host = await openHost(script, { open: ['sim:imu'] })
    const first = splitLink(await host.openLink())
    let closed = false
    first.onClose(() => (closed = true))
    const pid = host.serving.supervisor.engine?.pid
    first.live.send('die')
    await until('the link is closed', () => closed)
    await until('another engine is ready', () => {
      const next = host?.serving.supervisor.engine?.pid
      return next !== undefined && next !== pid
    })
    const again = splitLink(await host.openLink())
    const echoed = new Promise(resolve => again.live.onMessage(resolve))
    again.live.send('hello')
    expect(await echoed).toBe('hello')
    expect(host.log.filter(line => line.includes('resume'))).toEqual([
      'info: resume false, open sim:imu',
      'info: resume true, open '
    ])
  })

  it('says 503 to a page while the engine is not ready', async () => {
    host = await openHost(script, { open: ['never-ready'], ready: false })
    expect(await host.socket()).toBe(503)
    const headers = { Authorization: `Bearer ${host.serving.token}` }
    expect((await fetch(`${host.origin}/status`, { headers })).status).toBe(503)
  })

  it('says which port is taken and what to do', async () => {
    const other = createServer()
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    host = await openHost(script)
    const page = join(host.data, 'page')
    await expect(start({ port, page })).rejects.toMatchObject({ code: 'not-found', remedy: 'Run npm run build.' })
    writeFileSync(join(host.data, 'index.html'), '')
    await expect(start({ port, page: host.data })).rejects.toMatchObject({
      code: 'busy',
      message: `port ${port} is used by another program`,
      remedy: expect.stringContaining('--port')
    })
    other.close()
  })

  it('says when the data folder cannot be used', async () => {
    host = await openHost(script)
    const file = join(host.data, 'index.html')
    writeFileSync(file, '')
    await expect(start({ port: 0, page: host.data, data: join(file, 'inside') })).rejects.toMatchObject({
      code: 'storage',
      remedy: expect.stringContaining('--data')
    })
  })
})

function start({
  port,
  page,
  data = join(tmpdir(), 'signalbox-busy')
}: {
  port: number
  page: string
  data?: string
}): Promise<Serving> {
  return serve(
    { port, data, noOpen: true, open: [] },
    { locations: { engine: script, page, preload: '', icon: '' }, log: () => undefined }
  )
}
