import { pathToFileURL } from 'node:url'
import type { Recorder } from '@main/captures/store'
import type { FolderCaptureStore } from '@main/captures'
import type { QueryCell, QueryPage } from '@shared/model/query'
import { buildScript } from '../../../support/build-script'
import { batchOf, channelsOf, openStore, recordOptions } from '../temporary-store'

const { start } = recordOptions
export const channels = channelsOf(['Temp', 'odd "name"'])

/** A store whose queries run in the built entry. */
export async function openQueryStore(folder: string): Promise<FolderCaptureStore> {
  return openStore(folder, { queries: pathToFileURL(await buildScript('src-main/entry/query.ts')) })
}

/** Starts a recording and hands it `rows` samples, 10 ms apart: Temp counts, the other is NaN in every third. */
export function recordRows(store: FolderCaptureStore, rows: number): Recorder {
  const recorder = store.record(recordOptions)
  addRows(recorder, 0, rows)
  return recorder
}

export function addRows(recorder: Recorder, first: number, rows: number): void {
  const numbers = Array.from({ length: rows }, (_, at) => {
    const sample = first + at
    return [start + 10 * sample, sample, sample % 3 === 0 ? NaN : sample / 8]
  })
  recorder.accept(batchOf(channels, first, numbers))
}

/** A finished capture's id. */
export async function finishedCapture(store: FolderCaptureStore, rows: number): Promise<string> {
  const recorder = recordRows(store, rows)
  await recorder.close()
  return recorder.capture
}

export interface Answer {
  readonly pages: readonly QueryPage[]
  readonly columns: readonly string[]
  readonly types: readonly string[]
  readonly rows: readonly (readonly QueryCell[])[]
}

/** Runs a query to its end. */
export async function answerTo(store: FolderCaptureStore, capture: string, sql: string, seconds = 30): Promise<Answer> {
  const pages: QueryPage[] = []
  for await (const page of store.query({ capture, sql, seconds }, new AbortController().signal)) pages.push(page)
  const { columns } = pages[0]
  return {
    pages,
    columns: columns.map(({ name }) => name),
    types: columns.map(({ type }) => type),
    rows: pages.flatMap(({ rows }) => JSON.parse(rows) as QueryCell[][])
  }
}
