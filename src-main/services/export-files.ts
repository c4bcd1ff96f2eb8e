import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportProgress, ExportRequest } from '@shared/model/capture'
import type { ExportResult } from '../captures/store'
import type { Engine } from './engine'

/**
 * Runs an export to where the request says: the path the user granted (desktop app), else a folder of its own named by
 * a ticket that nobody can guess, from which the host serves `/download/TICKET/NAME`. Ending early cancels it and
 * removes the unfinished file.
 */
export async function* runExport(
  { store, grants, exportsFolder }: Pick<Engine, 'store' | 'grants' | 'exportsFolder'>,
  request: ExportRequest,
  signal: AbortSignal
): AsyncGenerator<ExportProgress, void, void> {
  if (request.grant !== undefined) {
    const path = grants.redeem(request.grant)
    const written = yield* asProgress(store.export(request, path, signal))
    yield { phase: 'done', ...written, path, url: null }
    return
  }
  const ticket = randomBytes(32).toString('hex')
  const name = `${request.capture}.${request.format}`
  const place = join(exportsFolder, ticket)
  await mkdir(place, { recursive: true })
  let finished = false
  try {
    const written = yield* asProgress(store.export(request, join(place, name), signal))
    finished = true
    yield { phase: 'done', ...written, path: null, url: `/download/${ticket}/${name}` }
  } finally {
    if (!finished) await rm(place, { recursive: true, force: true })
  }
}

/** The store's run with its progress in the contract's words; hands on what it returns. */
async function* asProgress(
  running: AsyncGenerator<number, ExportResult, void>
): AsyncGenerator<ExportProgress, Required<ExportResult>, void> {
  try {
    for (;;) {
      const step = await running.next()
      if (step.done) return { remark: '', ...step.value }
      yield { phase: 'running', fraction: step.value }
    }
  } finally {
    // A view that leaves ends this generator at its yield; the export must not go on for nobody.
    await running.return({ rows: 0, bytes: 0 })
  }
}
