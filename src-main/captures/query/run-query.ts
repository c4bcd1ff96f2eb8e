import { rm } from 'node:fs/promises'
import type { z } from 'zod'
import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import { type QueryPage, QueryRequest } from '@shared/model/query'
import type { BesideFile, QueryNeeds, QuerySource } from './messages'
import { QueryProcess } from './query-process'

export interface RunQueryOptions {
  readonly request: QueryRequest
  /** The built `entry/query.ts`. */
  readonly entry: URL
  readonly clock: Clock
  /** Finds the rows the query needs, or makes copies of them. */
  readonly locate: (needs: QueryNeeds) => Promise<QuerySource>
  /** Finds a finished capture's file. */
  readonly fileOf: (capture: string) => Promise<string>
}

/**
 * The pages of a query over a capture, in a process of its own that works only while a page is waited for. Making it
 * costs nothing; ending early or aborting ends the process.
 * @throws `bad-input` with the place of the mistake, `forbidden`, `not-found`, `busy`, `timeout`, `overflow` (memory),
 *   `cancelled`.
 */
export async function* runQuery(
  { request, entry, clock, locate, fileOf }: RunQueryOptions,
  signal: AbortSignal
): AsyncGenerator<QueryPage, void, void> {
  const { sql, seconds, beside } = readRequest(request)
  const process = new QueryProcess({ entry, clock, seconds, signal })
  let source: QuerySource | undefined
  try {
    const { needs } = await process.ask({ kind: 'parse', sql, beside: beside.map(({ name }) => name) }, 'needs')
    const files: BesideFile[] = []
    for (const { name, capture } of beside) files.push({ name, path: await fileOf(capture) })
    source = await locate(needs)
    const newest = source.kind === 'copies' ? [...source.newest] : []
    let reply = await process.ask({ kind: 'run', source, beside: files }, 'page')
    for (;;) {
      yield { ...reply.page, seconds: process.seconds, newest }
      if (reply.page.done) return
      reply = await process.ask({ kind: 'next' }, 'page')
    }
  } finally {
    await process.close()
    if (source?.kind === 'copies') await rm(source.folder, { recursive: true, force: true }).catch(() => undefined)
  }
}

/** @throws SignalboxError `bad-input` that names what is wrong with it. */
function readRequest(request: QueryRequest): z.output<typeof QueryRequest> {
  const { data, error } = QueryRequest.safeParse(request)
  if (data) {
    const { capture, beside } = data
    refuseTwice(
      'captures are called',
      beside.map(({ name }) => name)
    )
    refuseTwice('times it asks', [capture, ...beside.map(other => other.capture)])
    return data
  }
  const [{ path, message }] = error.issues
  throw new SignalboxError('bad-input', `the query's ${path.join('.')}: ${message}`, {
    remedy: 'Correct it and try again.'
  })
}

function refuseTwice(what: string, texts: readonly string[]): void {
  const twice = texts.find((text, at) => texts.indexOf(text) < at)
  if (twice !== undefined)
    throw new SignalboxError('bad-input', `${what} "${twice}"`, {
      remedy: 'Name each capture once, by a name of its own.'
    })
}
