import { open } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

const types: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.parquet': 'application/vnd.apache.parquet',
  '.arrow': 'application/vnd.apache.arrow.file',
  '.lp': 'text/plain; charset=utf-8',
  '.wav': 'audio/wav'
}

/** `/download/<ticket>/<name>`: the ticket is the key, the name has neither separators nor a leading dot. */
const route = /^\/download\/([0-9a-f]{64})\/([A-Za-z0-9][A-Za-z0-9._-]{0,199})$/

/** Streams a finished export to whoever knows its ticket. False when the path is not that of a download. */
export async function answerDownload(
  folder: string,
  path: string,
  exchange: { request: IncomingMessage; response: ServerResponse }
): Promise<boolean> {
  if (!path.startsWith('/download/')) return false
  const { request, response } = exchange
  const [, ticket, name] = route.exec(path) ?? []
  const file = ticket && name ? await open(join(folder, ticket, name)).catch(() => undefined) : undefined
  const facts = await file?.stat()
  if (!file || !facts?.isFile() || !name) {
    await file?.close()
    response.writeHead(404).end('There is no such export, or it is older than an hour.')
    return true
  }
  response.writeHead(200, {
    'Content-Type': types[extname(name)] ?? 'application/octet-stream',
    'Content-Length': facts.size,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store'
  })
  if (request.method === 'HEAD') {
    await file.close()
    response.end()
    return true
  }
  // The stream closes the file; a reader that goes away is an ordinary end.
  await pipeline(file.createReadStream({ end: Math.max(0, facts.size - 1) }), response).catch(() => response.destroy())
  return true
}
