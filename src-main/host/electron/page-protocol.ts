import { isAbsolute, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { net, protocol } from 'electron'
import { contentPolicy, secureHeaders } from '../content-policy'
import { pageHost, pageScheme } from './page-origin'

/** Must run before the app is ready. A standard, secure scheme gives the page an origin; `file:` would give it none. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
}

/** Serves the files of `folder`, and nothing outside it, at `app://signalbox/`. */
export function servePage(folder: string): void {
  protocol.handle(pageScheme, async request => {
    const file = fileOf(request.url, folder)
    if (request.method !== 'GET' || file === undefined) return new Response('not found', { status: 404 })
    try {
      const found = await net.fetch(pathToFileURL(file).toString())
      const headers = new Headers(found.headers)
      for (const [name, value] of Object.entries(secureHeaders)) headers.set(name, value)
      headers.set('Content-Security-Policy', contentPolicy())
      return new Response(found.body, { status: found.status, headers })
    } catch {
      return new Response('not found', { status: 404 })
    }
  })
}

/** The file an address means, or undefined when it means none inside the folder. */
export function fileOf(address: string, folder: string): string | undefined {
  const url = new URL(address)
  if (url.host !== pageHost) return undefined
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return undefined
  }
  const file = join(folder, path === '/' ? 'index.html' : path)
  const inside = relative(folder, file)
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) || path.includes('\0') ? undefined : file
}
