import { createWriteStream } from 'node:fs'
import { rm, statfs } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { BroughtFile } from '../engine-protocol'
import { newTicket } from '../ticket'
import { tokenInAuthorization, type Access } from './access'

export interface UploadParts {
  readonly access: Access
  /** Where uploads are put down, named by their tickets. */
  readonly uploadsFolder: string
  /** Tells the engine of a file; false when there is none to tell. */
  bring(ticket: string, file: BroughtFile): boolean
}

/** Files that are uploaded at once; each can fill a disk. */
const maximumUploads = 4
/** What is left free beside an upload, bytes: recording goes on meanwhile. */
const reserve = 256 * 1024 * 1024

const Query = z.object({ name: z.string().min(1).max(255), modified: z.coerce.number().finite() })
const Length = z.coerce.number().int().min(0)

/**
 * Takes `POST /upload?name=NAME&modified=MS`, whose body is a file to be read, from a page that shows the token: streams it
 * into the folder of uploads and answers `{"ticket": ...}`, which names it in calls. Nothing stays of one that breaks off.
 */
export function uploads(
  parts: UploadParts
): (exchange: { request: IncomingMessage; response: ServerResponse }) => Promise<void> {
  let running = 0

  /** The refusal's status and sentence; undefined when the file may come. */
  async function refusal(request: IncomingMessage, length: number): Promise<[number, string] | undefined> {
    const { access, uploadsFolder } = parts
    if (!access.isOurOrigin(request.headers.origin)) return [403, 'Only a page of this server may bring files.']
    const token = tokenInAuthorization(request.headers.authorization)
    if (token === undefined || !access.isOurToken(token)) return [401, 'The token is missing or wrong.']
    if (running >= maximumUploads) return [503, `${maximumUploads} files are being brought already.`]
    const { bavail, bsize } = await statfs(uploadsFolder)
    const free = bavail * bsize - reserve
    if (length > free)
      return [507, `The file has ${megabytes(length)}, and there is room for ${megabytes(Math.max(0, free))} only.`]
    return undefined
  }

  return async ({ request, response }) => {
    response.setHeader('Cache-Control', 'no-store')
    const query = Query.safeParse(Object.fromEntries(new URLSearchParams((request.url ?? '').split('?')[1] ?? '')))
    const length = Length.safeParse(request.headers['content-length'])
    if (!query.success || !length.success)
      return refuse(response, [400, 'The name, time or length of the file is missing.'])
    const refused = await refusal(request, length.data)
    if (refused) {
      // One of ours hears why only when what it sends is taken; anybody else is cut off.
      if (refused[0] >= 500) request.resume()
      return refuse(response, refused)
    }
    const ticket = newTicket()
    const path = join(parts.uploadsFolder, ticket)
    running++
    try {
      await pipeline(request, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      if (!parts.bring(ticket, { path, ...query.data, isTemporary: true })) throw new Error('there is no engine')
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ ticket }))
    } catch {
      await rm(path, { force: true })
      refuse(response, [503, 'The file did not come through.'])
    } finally {
      running--
    }
  }
}

function refuse(response: ServerResponse, [status, sentence]: [number, string]): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }).end(sentence + '\n')
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
