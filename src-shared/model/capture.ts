import { z } from 'zod'
import { CaptureNotes, noNotes } from './capture-notes'
import { RecordingBudget } from './recording-budget'

export const CaptureChannel = z.object({ name: z.string(), unit: z.string() })

/** Where a capture's samples are from. */
export const CaptureOrigin = z.discriminatedUnion('kind', [
  /** From a device, as they came. */
  z.object({ kind: z.literal('recorded') }),
  /** Out of another tool's file, of this name. */
  z.object({ kind: z.literal('imported'), file: z.string() }),
  /** Out of the bytes (or samples) of another capture, read anew; `how` says in words what was different. */
  z.object({ kind: z.literal('decoded'), from: z.string(), how: z.string() })
])
export type CaptureOrigin = Readonly<z.infer<typeof CaptureOrigin>>

/** A recording on disk. */
export const CaptureInfo = z.object({
  /** Sorts by time; the name of its files. Letters, digits, `-`, `_`, `.` only. */
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/),
  device: z.string(),
  label: z.string(),
  /** Milliseconds since the epoch; `end` is the last sample's or read's. */
  start: z.number(),
  end: z.number(),
  /** `recovered`: the writer was killed; everything up to a second before is there. */
  status: z.enum(['recording', 'complete', 'recovered']),
  channels: z.array(CaptureChannel),
  samples: z.number(),
  /** Raw bytes from the device. */
  bytes: z.number(),
  bytesOnDisk: z.number(),
  origin: CaptureOrigin.default({ kind: 'recorded' }),
  /** When it was imported or decoded, ms since the epoch; null for what was recorded. */
  made: z.number().nullable().default(null),
  /** The first capture of the session it is a part of, and its number there: a long recording is rolled over into several. */
  run: z.string().default(''),
  part: z.number().int().default(1),
  notes: CaptureNotes.default(noNotes)
})
export type CaptureInfo = Readonly<z.infer<typeof CaptureInfo>>

/** The recordings as a browser of them shows them. */
export const CaptureList = z.object({
  /** Oldest first. */
  captures: z.array(CaptureInfo),
  budget: RecordingBudget
})
export type CaptureList = Readonly<z.infer<typeof CaptureList>>

/** The names are the files' endings. */
export const exportFormats = ['csv', 'tsv', 'jsonl', 'parquet', 'duckdb', 'arrow', 'mcap', 'lp', 'wav'] as const
export const ExportFormat = z.enum(exportFormats)
export type ExportFormat = z.infer<typeof ExportFormat>

/** Of CSV; TSV has its tab. */
export const separators = ['comma', 'semicolon', 'tab'] as const
/** Of numbers in CSV and TSV. */
export const decimalMarks = ['point', 'comma'] as const
/** `epoch`: ms since 1970; `iso`: ISO 8601 in UTC; `seconds`: since the first row written. */
export const timeStyles = ['epoch', 'iso', 'seconds'] as const
/** `wide`: a column a channel; `long`: a row a value, with the columns time, channel, value, unit. */
export const tableShapes = ['wide', 'long'] as const
/** What a bucket's values become. */
export const resampleTakes = ['mean', 'last', 'min', 'max'] as const
export const wavSamples = ['float32', 'int16'] as const

/** One row for each `step` ms that holds samples; its time is the step's begin, a multiple of `step`. */
export const Resample = z.object({
  step: z.number().finite().min(0.001).max(86_400_000),
  take: z.enum(resampleTakes).default('mean')
})
export type Resample = Readonly<z.infer<typeof Resample>>

export const ExportRequest = z.object({
  capture: z.string(),
  /** Inclusive, ms since the epoch. */
  from: z.number().optional(),
  to: z.number().optional(),
  /** By name; all when absent. */
  channels: z.array(z.string()).min(1).optional(),
  format: ExportFormat,
  separator: z.enum(separators).default('comma'),
  decimal: z.enum(decimalMarks).default('point'),
  timeStyle: z.enum(timeStyles).default('epoch'),
  shape: z.enum(tableShapes).default('wide'),
  /** null: every row as it was recorded. */
  resample: Resample.nullable().default(null),
  /** Also each channel's mean, deviation, score, anomaly and lamp, computed once more from the recorded rows. */
  analysis: z.boolean().default(false),
  /** Channels computed from others are written too. */
  derived: z.boolean().default(true),
  wavSample: z.enum(wavSamples).default('float32'),
  /** Desktop app: the ticket of the path the user chose. Without it the file is made for download. */
  grant: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
})
/** As it is asked for: what is left out has a default. */
export type ExportRequest = Readonly<z.input<typeof ExportRequest>>
/** With everything decided. */
export type ExportOrder = Readonly<z.output<typeof ExportRequest>>

export const ExportProgress = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('running'), fraction: z.number() }),
  /** `path` where the user chose one (desktop app); else `url`, relative to the page, good for one hour. */
  z.object({
    phase: z.literal('done'),
    rows: z.number(),
    bytes: z.number(),
    /** What the file has instead of what was recorded, e.g. a WAV's scale; empty when there is nothing to say. */
    remark: z.string().default(''),
    path: z.string().nullable(),
    url: z.string().nullable()
  })
])
export type ExportProgress = Readonly<z.infer<typeof ExportProgress>>
