import { extname } from 'node:path'
import { SignalboxError } from '@shared/base/errors'
import { type ExportFormat, exportFormats, type ExportRequest, Resample, resampleTakes } from '@shared/model/capture'

/** Commander has checked those that have a list of values. */
export interface ExportFlags extends Pick<
  ExportRequest,
  'separator' | 'decimal' | 'timeStyle' | 'shape' | 'wavSample' | 'analysis' | 'derived'
> {
  readonly data?: string
  readonly from?: string
  readonly to?: string
  readonly channels?: string
  readonly resample?: string
  readonly format?: ExportFormat
  readonly out: string
  readonly json?: boolean
}

/** @throws SignalboxError `bad-input` that names the option and says what it takes. */
export function readExportRequest(capture: string, flags: ExportFlags): ExportRequest {
  const { out, from, to, channels, resample, separator, decimal, timeStyle, shape, wavSample, analysis, derived } =
    flags
  const first = from === undefined ? undefined : timeOf('--from', from)
  const last = to === undefined ? undefined : timeOf('--to', to)
  if (first !== undefined && last !== undefined && first > last)
    throw new SignalboxError('bad-input', `--from ${from} is after --to ${to}`, {
      remedy: 'Give the earlier one first.'
    })
  return {
    capture,
    format: flags.format ?? formatOf(out),
    from: first,
    to: last,
    channels: channels === undefined ? undefined : channelNames(channels),
    resample: resample === undefined ? null : resampleOf(resample),
    separator,
    decimal,
    timeStyle,
    shape,
    wavSample,
    analysis,
    derived
  }
}

function formatOf(out: string): ExportFormat {
  const ending = extname(out).slice(1).toLowerCase()
  const format = exportFormats.find(name => name === ending)
  if (format) return format
  throw new SignalboxError('bad-input', `--out ${out} does not say the format`, {
    remedy: `The name must end in ${exportFormats.map(name => `.${name}`).join(', ')}, or give --format.`
  })
}

/** `STEP` or `STEP:TAKE`. */
function resampleOf(text: string): Resample {
  const [step, take, ...more] = text.split(':')
  const result = Resample.safeParse({ step: step.trim() === '' ? NaN : Number(step), take })
  if (result.success && more.length === 0) return result.data
  throw new SignalboxError('bad-input', `--resample ${text} is not valid`, {
    remedy: `Give a step in ms from 0.001 to 86400000, and if need be one of ${resampleTakes.join(', ')}: 100:mean.`
  })
}

function channelNames(text: string): string[] {
  const names = text.split(',').map(name => name.trim())
  if (!names.includes('')) return names
  throw new SignalboxError('bad-input', `--channels ${text} holds an empty name`, {
    remedy: 'Separate the names by single commas.'
  })
}

function timeOf(option: string, text: string): number {
  const number = Number(text)
  const time = text.trim() !== '' && Number.isFinite(number) ? number : Date.parse(text)
  if (Number.isFinite(time)) return time
  throw new SignalboxError('bad-input', `${option} ${text} is not a time`, {
    remedy: 'Give milliseconds since the epoch or an ISO 8601 time such as 2026-11-20T14:00:00Z.'
  })
}
