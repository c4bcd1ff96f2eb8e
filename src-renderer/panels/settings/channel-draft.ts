import type { ChannelSettings } from '@shared/model/settings'
import { ChannelSettings as Schema, defaultWindow } from '@shared/model/settings'
import { text } from '../../messages'

/** The fields of the settings form, each as the text or choice it shows. */
export interface ChannelDraft {
  window: string
  band: string
  detector: ChannelSettings['anomaly']['kind']
  threshold: string
  redLow: string
  yellowLow: string
  yellowHigh: string
  redHigh: string
  deadband: string
  onDelay: string
  offDelay: string
  unit: string
}
export type DraftField = keyof ChannelDraft

/** The threshold a detector starts with: four sigmas would cry wolf every few seconds, six hardly ever. */
export const usualThreshold = { deviation: 1, zscore: 6, none: 6 } as const

const limitText = (limit: number | null): string => (limit === null ? '' : String(limit))

export function draftOf({ window, band, anomaly, lights, unit }: ChannelSettings): ChannelDraft {
  return {
    window: String(window),
    band: String(band),
    detector: anomaly.kind,
    threshold: anomaly.kind === 'none' ? '' : String(anomaly.threshold),
    redLow: limitText(lights.red.low),
    yellowLow: limitText(lights.yellow.low),
    yellowHigh: limitText(lights.yellow.high),
    redHigh: limitText(lights.red.high),
    deadband: String(lights.deadband),
    onDelay: String(lights.onDelay),
    offDelay: String(lights.offDelay),
    unit
  }
}

/** `draft` with another detector, and that detector's usual window and threshold. */
export function withDetector(draft: ChannelDraft, detector: ChannelDraft['detector']): ChannelDraft {
  const threshold = detector === 'none' ? '' : String(usualThreshold[detector])
  return { ...draft, detector, threshold, window: String(defaultWindow[detector]) }
}

export type DraftResult =
  | { readonly settings: ChannelSettings; readonly errors: Readonly<Partial<Record<DraftField, string>>> }
  | { readonly settings: null; readonly errors: Readonly<Partial<Record<DraftField, string>>> }

/** The settings a draft means, or what is wrong with which field. */
export function readDraft(draft: ChannelDraft, visible: boolean): DraftResult {
  const result = Schema.safeParse({
    window: numberOf(draft.window),
    band: numberOf(draft.band),
    anomaly:
      draft.detector === 'none' ? { kind: 'none' } : { kind: draft.detector, threshold: numberOf(draft.threshold) },
    lights: {
      yellow: { low: limitOf(draft.yellowLow), high: limitOf(draft.yellowHigh) },
      red: { low: limitOf(draft.redLow), high: limitOf(draft.redHigh) },
      deadband: numberOf(draft.deadband),
      onDelay: numberOf(draft.onDelay),
      offDelay: numberOf(draft.offDelay)
    },
    unit: draft.unit.trim(),
    visible
  })
  if (result.success) return { settings: result.data, errors: {} }
  const errors: Partial<Record<DraftField, string>> = {}
  for (const { path, message } of result.error.issues) {
    const field = fieldAt(path.join('.'))
    errors[field] ??= draft[field].trim() === '' ? text.settings.required : friendly(draft[field], message)
  }
  return { settings: null, errors }
}

const fields: Readonly<Record<string, DraftField>> = {
  window: 'window',
  band: 'band',
  'anomaly.threshold': 'threshold',
  'lights.yellow': 'yellowHigh',
  'lights.yellow.low': 'yellowLow',
  'lights.yellow.high': 'yellowHigh',
  'lights.red': 'redHigh',
  'lights.red.low': 'redLow',
  'lights.red.high': 'redHigh',
  'lights.deadband': 'deadband',
  'lights.onDelay': 'onDelay',
  'lights.offDelay': 'offDelay',
  unit: 'unit'
}

function fieldAt(path: string): DraftField {
  return fields[path] ?? 'window'
}

/** A decimal comma is read as a point, a typographic minus as a hyphen; NaN for everything that is no number. */
function numberOf(field: string): number {
  const plain = field.trim().replace(',', '.').replace('−', '-')
  return plain === '' ? NaN : Number(plain)
}

/** An empty limit is none. */
function limitOf(field: string): number | null {
  return field.trim() === '' ? null : numberOf(field)
}

function friendly(field: string, message: string): string {
  if (Number.isNaN(numberOf(field))) return text.settings.notANumber
  if (message === 'Invalid input: expected int, received number') return text.settings.notWhole
  return message[0].toUpperCase() + message.slice(1)
}
