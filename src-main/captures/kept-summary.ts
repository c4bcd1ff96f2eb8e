import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { CaptureSummary } from '@shared/model/capture-overview'

/** The summary that was worked out before; undefined when there is none that can be used. */
export async function readSummary(path: string): Promise<CaptureSummary | undefined> {
  try {
    return CaptureSummary.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** Keeps it, if it can be written: else it is worked out again next time. */
export async function keepSummary(path: string, summary: CaptureSummary): Promise<void> {
  const unfinished = `${path}.part`
  try {
    await writeFile(unfinished, JSON.stringify(summary))
    await rename(unfinished, path)
  } catch {
    await rm(unfinished, { force: true }).catch(() => undefined)
  }
}
