import type { ImportChoices, ImportDoubt, ImportPlan, ImportPreview } from '@shared/model/import'
import type { Item } from '@shared/model/item'
import { cellNumber } from './cell-number'
import { rowTime } from './row-time'
import { guessFile } from './guess/guess-file'
import { type Sample, sampleBytes } from './guess/sample'
import { sampleBytesOf } from './guess/sample-source'
import { fileFacts, firstBytes } from './read-bytes'
import { readers } from './readers'
import { ImportTally } from './tally'

export interface PreviewRequest {
  readonly path: string
  /** What the file is called where it is from. */
  readonly name: string
  /** When it was last written there, ms; what the system says when absent. */
  readonly modified?: number
  readonly choices: ImportChoices
}

/** Problems that a preview shows. */
const shownProblems = 20

/** How a file is understood, from a bounded part of its beginning. @throws SignalboxError when it cannot be. */
export async function previewFile(request: PreviewRequest): Promise<ImportPreview> {
  const { path, name, choices } = request
  const facts = await fileFacts(path)
  const bytes = await firstBytes(path, sampleBytes)
  const isWhole = bytes.length === facts.bytes
  const sample: Sample = { path, name, bytes, isWhole, modified: request.modified ?? facts.modified }
  const guess = await guessFile(sample, choices)
  const { plan, tool, confidence } = guess
  const tally = await readSample(sample, plan)
  return {
    name,
    bytes: facts.bytes,
    plan,
    tool,
    confidence,
    doubts: [...guess.doubts, ...descending(tally)],
    rows: shownRows(plan, guess.cells),
    problems: tally.problems.slice(0, shownProblems),
    leftOut: [...new Set([...guess.leftOut, ...tally.leftOut])]
  }
}

/** Runs the reader over the sample of a text, so that what it would reject is named with its line. */
async function readSample(sample: Sample, plan: ImportPlan): Promise<ImportTally> {
  const tally = new ImportTally()
  if (plan.format === 'parquet' || plan.format === 'mcap') return tally
  const parts = { path: sample.path, name: sample.name, plan, tally, open: sampleBytesOf(sample) }
  const items: AsyncIterable<Item> = readers[plan.format](parts, new AbortController().signal)
  for await (const _ of items) continue
  return tally
}

/** A file with its newest row first can only be read when it is turned round. */
function descending({ rejected, rows }: ImportTally): readonly ImportDoubt[] {
  return (rejected['time-goes-back'] ?? 0) > rows ? ['descending'] : []
}

/** Cells as they will be read: numbers as numbers, what is none as the file has it. */
function shownRows(plan: ImportPlan, rows: readonly (readonly (string | null)[])[]): ImportPreview['rows'] {
  const numberOf = cellNumber(plan)
  const timeOf = rowTime(plan)
  return rows.map(row => {
    const time = timeOf(row.map(cell => cell ?? ''))
    const cells = row.map((cell, place) => {
      if (cell === null || plan.columns[place]?.kind !== 'number') return cell
      const number = numberOf(cell)
      if (number === undefined) return cell
      return Number.isNaN(number) ? null : String(number)
    })
    return { time: Number.isNaN(time) ? null : time, cells: cells.map(cell => cell?.slice(0, 200) ?? null) }
  })
}
