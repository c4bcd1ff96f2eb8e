import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportProgress, ExportRequest } from '@shared/model/capture'
import type { CaptureStore } from '../captures/store'

/**
 * Runs an export into a folder of its own under `folder`, named by a ticket that nobody can guess: the host serves
 * `/download/TICKET/NAME` from there, in the desktop app as a download with a save dialog. Ending early removes it.
 */
export async function* exportToTicket(
  { store, folder }: { store: CaptureStore; folder: string },
  request: ExportRequest,
  signal: AbortSignal
): AsyncGenerator<ExportProgress, void, void> {
  const ticket = randomBytes(32).toString('hex')
  const name = `${request.capture}.${request.format}`
  const place = join(folder, ticket)
  await mkdir(place, { recursive: true })
  const running = store.export(request, join(place, name), signal)
  let finished = false
  try {
    for (;;) {
      const step = await running.next()
      if (!step.done) yield { phase: 'running', fraction: step.value }
      else {
        finished = true
        yield { phase: 'done', ...step.value, path: null, url: `/download/${ticket}/${name}` }
        return
      }
    }
  } finally {
    if (!finished) {
      await running.return({ rows: 0, bytes: 0 })
      await rm(place, { recursive: true, force: true })
    }
  }
}
