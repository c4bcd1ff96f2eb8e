import { createHash, timingSafeEqual } from 'node:crypto'
import { newTicket } from '../ticket'

/** Who may talk to the server: judged on every request before anything else is looked at. */
export interface Access {
  /** 256 random bits as hex. Printed once, never sent to anybody. */
  readonly token: string
  /** Whether the request was really meant for this server, not for a name that was rebound to the loopback address. */
  isOurHost(host: string | undefined): boolean
  /** Whether a page of ours asks. Absent means no page asks, which is refused too where an origin is required. */
  isOurOrigin(origin: string | undefined): boolean
  isOurToken(token: string): boolean
}

/** `origins` are further origins that serve the page (the dev server's), e.g. `http://localhost:5173`. */
export function createAccess(port: number, origins: readonly string[] = []): Access {
  const token = newTicket()
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  const allowed = new Set([...[...hosts].map(host => `http://${host}`), ...origins])
  return {
    token,
    isOurHost: host => host !== undefined && hosts.has(host.toLowerCase()),
    isOurOrigin: origin => origin !== undefined && allowed.has(origin),
    isOurToken: given => isSame(given, token)
  }
}

/** Compares in a time that tells neither the length nor the first difference: digests are equally long. */
export function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

const protocolName = 'signalbox'

/** The token among the subprotocols `signalbox, token.<hex>`; undefined when they are not of that form. */
export function tokenInProtocols(header: string | undefined): string | undefined {
  const [name, token, ...more] = (header ?? '').split(',').map(part => part.trim())
  if (name !== protocolName || token === undefined || more.length > 0) return undefined
  return token.startsWith('token.') ? token.slice(6) : undefined
}

/** The token of an `Authorization: Bearer <hex>` header. */
export function tokenInAuthorization(header: string | undefined): string | undefined {
  return header?.startsWith('Bearer ') ? header.slice(7) : undefined
}
