import { SignalboxError } from '@shared/base/errors'
import type { Link } from '@shared/wire/link'
import { linkOverSocket } from '@shared/wire/socket-link'
import type { Door, NoLink } from './door'

/** What a browser's door needs of the page; a test gives its own. */
export interface BrowserPage {
  readonly location: Pick<Location, 'host' | 'hash' | 'protocol'>
  readonly WebSocket: typeof WebSocket
  readonly fetch: typeof fetch
}

/**
 * The door of the headless host: a WebSocket to where the page came from, with the token of the page's address
 * (`#token=<hex>`), read anew at each attempt because the user may have pasted a newer one.
 */
export function webSocketDoor(page: BrowserPage): Door {
  return {
    async open(signal) {
      const token = tokenOf(page.location.hash)
      if (token === undefined) return 'refused'
      return (await openSocket(page, token, signal)) ?? (await whyNot(page, token, signal))
    }
  }
}

/** The token in a fragment such as `#token=0a1b...`; undefined when there is none. */
export function tokenOf(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token')?.match(/^[0-9a-f]{64}$/)?.[0]
}

function openSocket(page: BrowserPage, token: string, signal: AbortSignal): Promise<Link | null> {
  const { host, protocol } = page.location
  const address = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/link`
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(cancelled())
    const socket = new page.WebSocket(address, ['signalbox', `token.${token}`])
    const onAbort = (): void => {
      socket.close()
      reject(cancelled())
    }
    const settle = (link: Link | null): void => {
      signal.removeEventListener('abort', onAbort)
      resolve(link)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    socket.addEventListener('open', () => settle(linkOverSocket(socket)), { once: true })
    socket.addEventListener('close', () => settle(null), { once: true })
  })
}

/** A browser does not say why a WebSocket was refused, so the host is asked. */
async function whyNot(page: BrowserPage, token: string, signal: AbortSignal): Promise<NoLink> {
  try {
    const headers = { Authorization: `Bearer ${token}` }
    const { status } = await page.fetch('/status', { headers, signal, cache: 'no-store' })
    return status === 401 ? 'refused' : 'unreachable'
  } catch {
    if (signal.aborted) throw cancelled()
    return 'unreachable'
  }
}

function cancelled(): SignalboxError {
  return new SignalboxError('cancelled', 'the page no longer wants a link')
}
