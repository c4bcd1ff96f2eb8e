import { SignalboxError } from '@shared/base/errors'
import { ImportChoices } from '@shared/model/import'

export interface ImportFlags {
  readonly data?: string
  readonly format?: string
  readonly encoding?: string
  readonly separator?: string
  readonly decimal?: string
  readonly thousands?: string
  readonly skip?: string
  /** `--header`, `--no-header`; undefined: guess. */
  readonly header?: boolean
  readonly time?: string
  readonly timeStyle?: string
  readonly zone?: string
  readonly rate?: string
  readonly start?: string
  readonly layout?: string
  readonly name?: string
  readonly preview?: boolean
  readonly json?: boolean
}

/** Signs as they are, beside their names. */
const separators: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '\\t': 'tab',
  '|': 'pipe',
  ' ': 'space'
}
const decimals: Readonly<Record<string, string>> = { '.': 'point', ',': 'comma' }
const thousands: Readonly<Record<string, string>> = { '.': 'point', ',': 'comma', ' ': 'space', "'": 'apostrophe' }

/** What the flags insist on. @throws SignalboxError `bad-input` that names the option and says what it takes. */
export function readImportChoices(flags: ImportFlags): ImportChoices {
  const wanted = {
    format: flags.format,
    encoding: flags.encoding,
    separator: named(separators, flags.separator),
    decimal: named(decimals, flags.decimal),
    thousands: named(thousands, flags.thousands),
    skip: number('--skip', flags.skip),
    header: flags.header,
    timeColumn: flags.time,
    timeStyle: flags.timeStyle,
    zone: flags.zone,
    rate: number('--rate', flags.rate),
    start: flags.start === undefined ? undefined : timeOf(flags.start),
    layout: flags.layout
  }
  if (flags.rate !== undefined && flags.time !== undefined)
    throw wrong('--time together with --rate', 'Give one of the two.')
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
  const parsed = ImportChoices.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = String(issue?.path[0] ?? '')
  const option = field.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`).replace(/^time-column$/, 'time')
  const asked = (flags as Readonly<Record<string, unknown>>)[field] ?? ''
  throw wrong(`--${option} ${String(asked)}`, `${issue?.message ?? 'That is not valid'}.`)
}

function named(names: Readonly<Record<string, string>>, text: string | undefined): string | undefined {
  return text === undefined ? undefined : (names[text] ?? text)
}

function number(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value)) return value
  throw wrong(`${option} ${text}`, 'Give a number.')
}

function timeOf(text: string): number {
  const value = Number(text)
  const time = text.trim() !== '' && Number.isFinite(value) ? value : Date.parse(text)
  if (Number.isFinite(time)) return time
  throw wrong(`--start ${text}`, 'Give milliseconds since the epoch or an ISO 8601 time such as 2026-11-20T14:00:00Z.')
}

function wrong(what: string, remedy: string): SignalboxError {
  return new SignalboxError('bad-input', `${what} is not possible`, { remedy })
}
