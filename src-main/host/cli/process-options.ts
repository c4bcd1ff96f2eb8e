import { extname } from 'node:path'
import { SignalboxError } from '@shared/base/errors'
import type { DerivedChannel } from '@shared/model/derived'
import { FormatChoice } from '@shared/model/format'
import {
  type AnomalySettings,
  type ChannelSettings,
  defaultChannelSettings,
  defaultWindow,
  maximumWindow
} from '@shared/model/settings'
import type { Timing } from '../../pipeline/timing'
import { readDerived } from './derive-option'
import type { ResultFormat } from './result-table'
import { readStates } from './states-file'

/** What `process` was asked to do, validated. */
export interface ProcessOptions {
  /** A path, or `-` for standard input. */
  readonly input: string
  readonly format: FormatChoice
  readonly time: Timing
  /** Settings by channel name, `*` for every other channel. */
  readonly settings: Readonly<Record<string, ChannelSettings>>
  /** Channels computed from others, in the order given. */
  readonly derived: readonly DerivedChannel[]
  readonly out: { readonly path: string; readonly format: ResultFormat } | null
  readonly json: boolean
}

export interface ProcessFlags {
  readonly format?: string
  readonly time?: string
  readonly rate?: string
  readonly window?: string
  readonly anomaly?: string
  readonly states?: string
  readonly derive?: readonly string[]
  readonly out?: string
  readonly json?: boolean
}

/** @throws SignalboxError `bad-input` or `not-found` that names the option and says what it takes. */
export async function readProcessOptions(input: string, flags: ProcessFlags): Promise<ProcessOptions> {
  const anomaly = parseAnomaly(flags.anomaly ?? 'zscore:6')
  const window = flags.window === undefined ? defaultWindow[anomaly.kind] : parseWindow(flags.window)
  const base: ChannelSettings = { ...defaultChannelSettings, window, anomaly }
  const states = flags.states === undefined ? {} : await readStates(flags.states)
  const settings: Record<string, ChannelSettings> = { '*': base }
  for (const [channel, lights] of Object.entries(states)) settings[channel] = { ...base, lights }
  return {
    input,
    format: parseFormat(flags.format ?? 'auto'),
    time: parseTime(flags),
    settings,
    derived: readDerived(flags.derive ?? []),
    out: flags.out === undefined ? null : parseOut(flags.out),
    json: flags.json ?? false
  }
}

export function parseFormat(text: string): FormatChoice {
  const result = FormatChoice.safeParse(text)
  if (result.success) return result.data
  throw wrong(`--format ${text}`, `Choose one of ${FormatChoice.options.join(', ')}.`)
}

function parseTime({ time, rate }: ProcessFlags): Timing {
  if (time !== undefined && rate !== undefined) throw wrong('--time together with --rate', 'Give one of the two.')
  if (time !== undefined) return { kind: 'column', name: time }
  if (rate === undefined) return { kind: 'auto' }
  const hertz = Number(rate)
  if (!(hertz > 0 && Number.isFinite(hertz))) throw wrong(`--rate ${rate}`, 'Give samples a second, a number above 0.')
  return { kind: 'rate', hertz }
}

export function parseWindow(text: string): number {
  const window = Number(text)
  if (Number.isInteger(window) && window >= 1 && window <= maximumWindow) return window
  throw wrong(`--window ${text}`, `Give a whole number of samples from 1 to ${maximumWindow}.`)
}

/** `deviation:T`, `zscore:K` or `none`. */
export function parseAnomaly(text: string): AnomalySettings {
  const [kind, number, ...rest] = text.split(':')
  if (kind === 'none' && number === undefined) return { kind: 'none' }
  const threshold = Number(number)
  const valid = rest.length === 0 && number !== '' && Number.isFinite(threshold) && threshold > 0
  if ((kind === 'deviation' || kind === 'zscore') && valid) return { kind, threshold }
  throw wrong(`--anomaly ${text}`, 'Give deviation:T, zscore:K (a number above 0) or none.')
}

function parseOut(path: string): NonNullable<ProcessOptions['out']> {
  const format = extname(path).slice(1).toLowerCase()
  if (format === 'csv' || format === 'jsonl' || format === 'parquet') return { path, format }
  throw wrong(`--out ${path}`, 'The name must end in .csv, .jsonl or .parquet.')
}

function wrong(what: string, remedy: string): SignalboxError {
  return new SignalboxError('bad-input', `${what} is not valid`, { remedy })
}
