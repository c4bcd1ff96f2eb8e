import type { ImportDoubt, ImportPlan, ImportTool } from '@shared/model/import'

/** Rows that a preview shows. */
export const previewRows = 20

/** A file's beginning. */
export interface Sample {
  readonly path: string
  /** What it is called where it is from. */
  readonly name: string
  /** At most `sampleBytes` of it. */
  readonly bytes: Uint8Array
  /** Whether that is all. */
  readonly isWhole: boolean
  /** When the file was last written, ms: what counts from a start counts from there, where nobody says better. */
  readonly modified: number
}

/** How a sample is understood. */
export interface Guess {
  readonly plan: ImportPlan
  readonly tool: ImportTool | null
  readonly confidence: number
  readonly doubts: readonly ImportDoubt[]
  /** The first rows, a cell a column of the plan as the file has it; null for none. */
  readonly cells: readonly (readonly (string | null)[])[]
  readonly leftOut: readonly string[]
}

export const sampleBytes = 256 * 1024

/** What a plan says where a format has no such thing. */
export function plainPlan(sample: Sample): Omit<ImportPlan, 'format' | 'columns' | 'time' | 'timeStyle'> {
  return {
    encoding: 'utf-8',
    separator: 'comma',
    decimal: 'point',
    thousands: 'none',
    quotes: false,
    skip: 0,
    header: false,
    unitsLine: false,
    layout: 'wide',
    date: null,
    zone: 'utc',
    rate: 1,
    start: Math.floor(sample.modified)
  }
}

/** The sample's text; what a cut line has at the end is left out. */
export function sampleText({ bytes, isWhole }: Sample, encoding: ImportPlan['encoding']): string {
  const text = new TextDecoder(encoding).decode(bytes)
  if (isWhole) return text
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'))
  return end < 0 ? text : text.slice(0, end + 1)
}
