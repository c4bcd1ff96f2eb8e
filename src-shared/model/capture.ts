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

export const exportFormats = ['csv', 'jsonl', 'parquet'] as const
export const ExportFormat = z.enum(exportFormats)
export type ExportFormat = z.infer<typeof ExportFormat>

export const ExportRequest = z.object({
  capture: z.string(),
  /** Inclusive, ms since the epoch. */
  from: z.number().optional(),
  to: z.number().optional(),
  /** By name; all when absent. */
  channels: z.array(z.string()).min(1).optional(),
  format: ExportFormat,
  /** Desktop app: the ticket of the path the user chose. Without it the file is made for download. */
  grant: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
})
export type ExportRequest = Readonly<z.infer<typeof ExportRequest>>

export const ExportProgress = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('running'), fraction: z.number() }),
  /** `path` where the user chose one (desktop app); else `url`, relative to the page, good for one hour. */
  z.object({
    phase: z.literal('done'),
    rows: z.number(),
    bytes: z.number(),
    path: z.string().nullable(),
    url: z.string().nullable()
  })
])
export type ExportProgress = Readonly<z.infer<typeof ExportProgress>>
