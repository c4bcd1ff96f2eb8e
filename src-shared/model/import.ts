import { z } from 'zod'
import { CaptureInfo } from './capture'

/** What a file can be read as. `log`: lines as a device sent them, each perhaps with a time in front. */
export const importFormats = ['csv', 'jsonl', 'parquet', 'mcap', 'log'] as const
export const ImportFormat = z.enum(importFormats)
export type ImportFormat = z.infer<typeof ImportFormat>

export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export const fieldSeparators = ['comma', 'semicolon', 'tab', 'pipe', 'space'] as const
export type FieldSeparator = (typeof fieldSeparators)[number]
export const decimalSigns = ['point', 'comma'] as const
export type DecimalSign = (typeof decimalSigns)[number]
export const thousandsSigns = ['none', 'point', 'comma', 'space', 'apostrophe'] as const
export type ThousandsSign = (typeof thousandsSigns)[number]

/**
 * How a time is written. `epoch-*`: since 1970; `date-*`: a date with its time of day, named after the order of year, month
 * and day (`date-ymd` is ISO 8601); `elapsed-*`: since the start; `clock`: the time of day alone; `rate`: not at all.
 */
export const importTimeStyles = [
  'epoch-s',
  'epoch-ms',
  'epoch-us',
  'epoch-ns',
  'date-ymd',
  'date-dmy',
  'date-mdy',
  'elapsed-s',
  'elapsed-ms',
  'elapsed-us',
  'elapsed-ns',
  'clock',
  'rate'
] as const
export const ImportTimeStyle = z.enum(importTimeStyles)
export type ImportTimeStyle = z.infer<typeof ImportTimeStyle>

/** Programs whose files are known by their first line. */
export const importTools = [
  'signalbox',
  'serial-studio',
  'telemetry-viewer',
  'teleplot',
  'serialplot',
  'plotjuggler',
  'arduino',
  'spreadsheet'
] as const
export type ImportTool = (typeof importTools)[number]

/** Columns of a file, fields of an object, topics of a log: at most so many are looked at. */
export const maximumColumns = 4096

export const importColumnKinds = ['time', 'date', 'number', 'text', 'empty', 'name', 'unit'] as const
/**
 * One column of the file. `number` is a channel when it is used; `name` and `unit` say, in a long file, whose value a row
 * holds; `time` and `date` make up the row's time; the others are left out.
 */
export const ImportColumn = z.object({
  /** As the file calls it. */
  label: z.string().max(1000),
  name: z.string().max(200),
  unit: z.string().max(40),
  kind: z.enum(importColumnKinds),
  used: z.boolean()
})
export type ImportColumn = Readonly<z.infer<typeof ImportColumn>>

/** How a file is read: every guess, or what somebody made of it. */
export const ImportPlan = z.object({
  format: ImportFormat,
  encoding: z.enum(textEncodings),
  separator: z.enum(fieldSeparators),
  decimal: z.enum(decimalSigns),
  thousands: z.enum(thousandsSigns),
  /** Whether double quotes hold fields together; where none do, a stray one is a character like any other. */
  quotes: z.boolean(),
  /** Lines before the header, or before the first row where there is none. */
  skip: z.number().int().min(0).max(10_000),
  header: z.boolean(),
  /** The line after the header holds the units. */
  unitsLine: z.boolean(),
  /** `long`: one value a row, with its channel's name beside it. */
  layout: z.enum(['wide', 'long']),
  timeStyle: ImportTimeStyle,
  /** Places of the columns with the time, and with the date where that is another; null for none. */
  time: z.number().int().min(0).nullable(),
  date: z.number().int().min(0).nullable(),
  /** Whose time of day it is where the file does not say. */
  zone: z.enum(['utc', 'local']),
  /** Rows a second, for `rate`. */
  rate: z.number().finite().positive().max(1e9),
  /** Ms since the epoch: what `elapsed-*` and `rate` count from, and the day of `clock`. */
  start: z.number().finite(),
  columns: z.array(ImportColumn).max(maximumColumns)
})
export type ImportPlan = Readonly<z.infer<typeof ImportPlan>>

/** What somebody insists on; everything else is guessed. Columns by their place. */
export const ImportChoices = ImportPlan.omit({ columns: true })
  .partial()
  .extend({
    /** A time column by its label or name; the command line's way to say `time`. */
    timeColumn: z.string().max(1000).optional(),
    columns: z
      .array(ImportColumn.pick({ name: true, unit: true, used: true }).partial().extend({ index: z.number().int() }))
      .max(maximumColumns)
      .optional()
  })
export type ImportChoices = Readonly<z.infer<typeof ImportChoices>>

/** What a guess could not be sure of. */
export const importDoubts = [
  'time-column',
  'time-unit',
  'date-order',
  'decimal',
  'no-time',
  'header',
  'descending'
] as const
export type ImportDoubt = (typeof importDoubts)[number]

/** `line` counts from 1; null where the file has none. */
export const ImportProblem = z.object({ line: z.number().nullable(), message: z.string() })
export type ImportProblem = Readonly<z.infer<typeof ImportProblem>>

/** A file's beginning, as it is understood. */
export const ImportPreview = z.object({
  name: z.string(),
  bytes: z.number(),
  plan: ImportPlan,
  tool: z.enum(importTools).nullable(),
  /** 0 to 1: how sure the guesses are together. */
  confidence: z.number(),
  doubts: z.array(z.enum(importDoubts)),
  /** The first rows. `cells` are a column each, as the file has them; null where a column has none. */
  rows: z.array(z.object({ time: z.number().nullable(), cells: z.array(z.string().nullable()) })),
  problems: z.array(ImportProblem),
  /** Parts of the file that cannot be read, and why. */
  leftOut: z.array(z.string())
})
export type ImportPreview = Readonly<z.infer<typeof ImportPreview>>

/** What an import came to. */
export const ImportResult = z.object({
  capture: CaptureInfo,
  rows: z.number(),
  /** Rows that are not in the capture, and values that are not numbers, by reason. */
  rejected: z.record(z.string(), z.number()),
  /** The first of them. */
  problems: z.array(ImportProblem),
  leftOut: z.array(z.string())
})
export type ImportResult = Readonly<z.infer<typeof ImportResult>>

/** Names a file that the page has brought: uploaded, or chosen in the desktop app's dialog. */
export const FileTicket = z.string().regex(/^[0-9a-f]{64}$/)

export const ImportRequest = z.object({
  file: FileTicket,
  choices: ImportChoices,
  /** What the capture is called; the file's name when absent. */
  label: z.string().min(1).max(200).optional()
})
export type ImportRequest = Readonly<z.infer<typeof ImportRequest>>

export const ImportProgress = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('running'), fraction: z.number() }),
  z.object({ phase: z.literal('done'), result: ImportResult })
])
export type ImportProgress = Readonly<z.infer<typeof ImportProgress>>
