import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { ImportPreview, type ImportChoices, type ImportPlan } from '@shared/model/import'
import type { StreamEvent } from '@shared/model/event'
import { previewFile } from '@main/captures/import/preview-file'
import { readers } from '@main/captures/import/readers'
import { ImportTally } from '@main/captures/import/tally'

/** What a file without a time of its own counts from in these tests. */
export const modified = Date.UTC(2026, 0, 2, 3, 4, 5)

let folder = ''
let files = 0

/** Makes room for the files of one file of tests, while it runs; others of its process may come after it. */
export function keepFiles(): void {
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'signalbox-import-'))))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
}

export function written(content: string | Uint8Array, ending = 'csv'): string {
  const path = join(folder, `file${++files}.${ending}`)
  writeFileSync(path, content)
  return path
}

/** The preview of a file or of a text, as it leaves the engine. */
export async function preview(content: string | Uint8Array, choices: ImportChoices = {}): Promise<ImportPreview> {
  const path = typeof content === 'string' && /^\/[^\n]*$/.test(content) ? content : written(content)
  return ImportPreview.parse(await previewFile({ path, name: 'a file', modified, choices }))
}

export interface ReadFile {
  readonly plan: ImportPlan
  readonly names: readonly string[]
  readonly units: readonly string[]
  readonly times: readonly number[]
  /** A row each; null where there is no value. */
  readonly rows: readonly (readonly (number | null)[])[]
  readonly events: readonly StreamEvent[]
  readonly tally: ImportTally
}

/** Everything in a file, by the plan that its preview comes to. */
export async function readWhole(content: string | Uint8Array, choices: ImportChoices = {}): Promise<ReadFile> {
  const path = typeof content === 'string' && /^\/[^\n]*$/.test(content) ? content : written(content)
  const { plan } = await preview(path, choices)
  const tally = new ImportTally()
  const times: number[] = []
  const rows: (number | null)[][] = []
  const events: StreamEvent[] = []
  let channels: readonly { readonly name: string; readonly unit: string }[] = []
  for await (const item of readers[plan.format]({ path, name: 'a file', plan, tally }, new AbortController().signal)) {
    if (item.kind === 'chunk') continue
    if (item.kind !== 'batch') {
      events.push(item)
      continue
    }
    channels = item.channels
    for (let row = 0; row < item.count; row++) {
      times.push(item.time[row])
      rows.push(item.value.map(column => (Number.isNaN(column[row]) ? null : column[row])))
    }
  }
  const width = channels.length
  return {
    plan,
    names: channels.map(({ name }) => name),
    units: channels.map(({ unit }) => unit),
    times,
    rows: rows.map(row => [...row, ...Array<null>(width - row.length).fill(null)]),
    events,
    tally
  }
}
