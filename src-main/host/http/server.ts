import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import { SignalboxError } from '@shared/base/errors'
import { contentPolicy, secureHeaders } from '../content-policy'
import { tokenInAuthorization } from './access'
import type { Doorway } from './doorway'
import { answerDownload } from './downloads'
import { uploads, type UploadParts } from './uploads'

export interface PageServer extends UploadParts {
  readonly doorway: Doorway
  /** The folder of the built page. */
  readonly page: string
  readonly exportsFolder: string
  isReady(): boolean
}

/** Answers one request: the page, an export, a file that is brought, or whether a token is right. Everything else is refused. */
export function answerRequests(
  parts: PageServer,
  port: number
): (request: IncomingMessage, response: ServerResponse) => void {
  const { access, doorway } = parts
  const policy = contentPolicy([`ws://127.0.0.1:${port}`, `ws://localhost:${port}`])
  const takeUpload = uploads(parts)
  const page = sirv(parts.page, { etag: true, dev: false, dotfiles: false })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(secureHeaders)) response.setHeader(name, value)
    response.setHeader('Content-Security-Policy', policy)
    if (!access.isOurHost(request.headers.host))
      return refuse(response, 403, 'This server answers only to its own name.')
    if (request.method === 'POST' && pathOf(request) === '/upload') return takeUpload({ request, response })
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      return refuse(response, 405, 'Only GET and HEAD are answered.')
    }
    const path = pathOf(request)
    if (path === undefined) return refuse(response, 400, 'The address cannot be read.')
    if (path === '/status') return status(request, response)
    if (path.startsWith('/enter/')) return enter(path, response)
    if (await answerDownload(parts.exportsFolder, path, { request, response })) return
    response.setHeader('Cache-Control', 'no-cache')
    page(request, response, () => refuse(response, 404, 'There is nothing at this address.'))
  }

  /** 204: the token is right and the engine answers; 401: wrong token; 503: the engine is being started. */
  function status(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('Cache-Control', 'no-store')
    const token = tokenInAuthorization(request.headers.authorization)
    const known = token !== undefined && access.isOurToken(token)
    response.writeHead(known ? (parts.isReady() ? 204 : 503) : 401).end()
  }

  function enter(path: string, response: ServerResponse): void {
    response.setHeader('Cache-Control', 'no-store')
    if (!doorway.passes(path)) return refuse(response, 403, 'This address worked once. Use the one that was printed.')
    response.writeHead(302, { Location: `/#token=${access.token}` }).end()
  }

  return (request, response) => {
    answer(request, response).catch(() => response.destroy())
  }
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(sentence + '\n')
}

/** The path without its query, undecoded: nothing served here has a name that needs decoding. */
function pathOf(request: IncomingMessage): string | undefined {
  const [path] = (request.url ?? '').split('?')
  return path?.startsWith('/') && !path.includes('\\') && !path.includes('%') && !path.includes('/..')
    ? path
    : undefined
}

/**
 * Listens on loopback only.
 * @throws SignalboxError `busy` when the port is taken, `forbidden` when it may not be used.
 */
export function listen(port: number): Promise<Server> {
  // A file of some gigabytes takes its time to come.
  const server = createServer({ requestTimeout: 3_600_000 })
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(explained(error, port)))
    server.listen(port, '127.0.0.1', () => {
      server.removeAllListeners('error')
      resolve(server)
    })
  })
}

function explained(error: Error & { code?: string }, port: number): SignalboxError {
  const remedy = 'Choose another with --port N, or leave it out to get a free one.'
  if (error.code === 'EADDRINUSE')
    return new SignalboxError('busy', `port ${port} is used by another program`, { remedy, cause: error })
  if (error.code === 'EACCES')
    return new SignalboxError('forbidden', `port ${port} may not be used by this account`, { remedy, cause: error })
  return new SignalboxError('fault', `port ${port} cannot be used: ${error.message}`, { remedy, cause: error })
}

/** @throws SignalboxError `not-found` when the page has not been built. */
export function requirePage(folder: string): void {
  if (!existsSync(join(folder, 'index.html')))
    throw new SignalboxError('not-found', `the page is not built: ${folder} has no index.html`, {
      remedy: 'Run npm run build.'
    })
}
