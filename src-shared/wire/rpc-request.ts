import type { LinkMessage } from './link'

/**
 * Whether a message is a request, an event or an abort in oRPC's peer protocol (keys `i`, `t`, `p`; a request's `u` is
 * its path, `m` its method, `h` its headers).
 *
 * The engine asks this of every message from a page, because the adapter parses inside a promise nobody awaits: one
 * malformed message would be an unhandled rejection, which ends a Node process. Bytes are refused: calls carry no files.
 */
export function isRpcRequest(message: LinkMessage): boolean {
  if (typeof message !== 'string') return false
  const parsed = parse(message)
  if (!isRecord(parsed) || typeof parsed.i !== 'string' || parsed.i.length > 64) return false
  const { t: type = request, p: payload } = parsed
  if (type === abort) return true
  if (!isRecord(payload)) return false
  if (type === event) return ['message', 'error', 'done'].includes(String(payload.e)) && isMeta(payload.m)
  return type === request && isPath(payload.u) && isHeaders(payload.h) && isMethod(payload.m)
}

const request = 1
const event = 3
const abort = 4

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A path made of the contract's names, so that nothing in it can be an invalid address or escape. */
function isPath(value: unknown): boolean {
  return typeof value === 'string' && /^(?:\/[A-Za-z0-9_-]{1,64}){1,8}$/.test(value)
}

function isMethod(value: unknown): boolean {
  return value === undefined || value === 'POST'
}

function isMeta(value: unknown): boolean {
  return value === undefined || isRecord(value)
}

/** No headers that make the adapter parse a body as a file or a form. */
function isHeaders(value: unknown): boolean {
  if (value === undefined) return true
  if (!isRecord(value)) return false
  const names = Object.keys(value)
  return (
    names.every(name => typeof value[name] === 'string') &&
    !names.includes('content-disposition') &&
    (value['content-type'] === undefined || value['content-type'] === 'text/event-stream')
  )
}
