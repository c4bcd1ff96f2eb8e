import { z } from 'zod'

/** The formats a device's bytes can be read as, in the order the page offers them. */
export const formatNames = ['separated', 'labels', 'keyvalue', 'teleplot', 'json'] as const
export const FormatName = z.enum(formatNames)
export type FormatName = z.infer<typeof FormatName>
export const FormatChoice = z.enum(['auto', ...formatNames])
export type FormatChoice = z.infer<typeof FormatChoice>

export const formatTitles: Readonly<Record<FormatName, string>> = {
  separated: 'Separated numbers',
  labels: 'label:value (Arduino)',
  keyvalue: 'key=value',
  teleplot: 'Teleplot',
  json: 'JSON lines'
}

/** Why a line was not read. Counted by reason; the line itself is kept in the reject list. */
export const rejectReasons = [
  'not-a-number', // a field that must be a number is not one
  'wrong-field-count', // more or fewer fields than the header or the lines before
  'invalid-utf8',
  'too-long', // no line end within the limit
  'malformed', // does not fit the format at all
  'empty-name',
  'too-many-channels',
  'cut-by-gap', // the rest of the line was lost
  'starts-mid-line', // the first, partial line after connecting
  'unknown-format' // came before any format was recognised and fits none
] as const
export const RejectReason = z.enum(rejectReasons)
export type RejectReason = z.infer<typeof RejectReason>

export const Reject = z.object({ time: z.number(), reason: RejectReason, detail: z.string(), text: z.string() })
/** One line that was not read: its time, why, and its first 200 characters with control characters made visible. */
export type Reject = Readonly<z.infer<typeof Reject>>
