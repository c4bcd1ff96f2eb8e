// `npm run dev`: the page from a dev server with hot reload, the engine rebuilt and restarted when its sources change.
import { createServer as createNetServer } from 'node:net'
import { join } from 'node:path'
import { requireElectron } from './electron-runtime.mjs'
import { readHostOptions } from './host-options.mjs'
import { fail, installIfNeeded, requireNode, root } from './install.mjs'
import { runHost } from './run-host.mjs'

requireNode()
const options = readHostOptions(process.argv.slice(2))
installIfNeeded()
process.env.NODE_ENV_ELECTRON_VITE = 'development'
const { resolveConfig } = await import('electron-vite')
const { build, createServer, mergeConfig } = await import('vite')
const { config } = await resolveConfig({ root, logLevel: 'warn' }, 'serve', 'development')
if (!config) fail('electron.vite.config.ts gives no configuration')

const { binary, why } = options.headless ? { why: options.why } : await requireElectron({ retry: options.retry })
const hostPort = options.port ?? (await freePort())
await watchBuild('main')
await watchBuild('preload')
const origin = await servePage()
console.log(binary ? `Page: ${origin}` : `In the browser: ${why}. Page: ${origin}`)
process.exit(await runDevelopedHost())

/** Builds one part, and again at every change; resolves after the first time. */
async function watchBuild(part) {
  let first
  const built = new Promise(resolve => (first = resolve))
  const said = {
    name: 'signalbox:built',
    closeBundle() {
      if (first) first()
      else console.log(`Rebuilt: ${part}`)
      first = undefined
    }
  }
  await build(mergeConfig(config[part], { build: { watch: {} }, plugins: [said] }))
  await built
}

/** The dev server; what belongs to the host it passes on to it. Its own guard against rebound names stays on. */
async function servePage() {
  const proxied = { target: `http://127.0.0.1:${hostPort}`, changeOrigin: true }
  const server = await createServer(
    mergeConfig(config.renderer, {
      server: {
        host: '127.0.0.1',
        proxy: { '/link': { ...proxied, ws: true }, '/status': proxied, '/download': proxied, '/upload': proxied }
      }
    })
  )
  await server.listen()
  return `http://127.0.0.1:${server.httpServer.address().port}`
}

function runDevelopedHost() {
  if (binary) return runHost(binary, [root, '--', ...options.forDesktop], { ELECTRON_RENDERER_URL: `${origin}/` })
  const args = [join(root, 'out/main/headless.js'), '--port', String(hostPort), ...options.forBrowser]
  return runHost(process.execPath, args, { SIGNALBOX_DEV_ORIGIN: origin })
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createNetServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
