import type { CaptureInfo, ExportRequest } from '@shared/model/capture'
import { timeOfField } from '../../format/times'
import { type ExportChoices, stepOf, toldChoices } from './export-choices'

export interface ExportForm {
  readonly stretch: 'whole' | 'visible' | 'selection' | 'between'
  /** Texts of the two time fields. */
  readonly from: string
  readonly to: string
  readonly allChannels: boolean
  readonly chosen: ReadonlySet<string>
  readonly choices: ExportChoices
}

interface Stretch {
  readonly from: number
  readonly to: number
}

export type ExportFormError = 'times' | 'channels' | 'step'

/**
 * The request a form means, or what is missing. `visible` is the stretch the charts showed when the dialog was opened,
 * `selection` the one between the cursors.
 */
export function exportRequest(
  form: ExportForm,
  capture: CaptureInfo,
  visible: Stretch,
  selection: Stretch | null = null
): ExportRequest | ExportFormError {
  const channels = capture.channels.map(({ name }) => name).filter(name => form.chosen.has(name))
  if (!form.allChannels && channels.length === 0) return 'channels'
  const stretch = stretchOf(form, visible, selection)
  if (stretch && !(stretch.from < stretch.to)) return 'times'
  const { choices } = form
  // The page makes the report; what is asked for is the same but for the format.
  const format = choices.format === 'pdf' ? 'csv' : choices.format
  if (choices.format !== 'pdf' && choices.resampled && Number.isNaN(stepOf(choices))) return 'step'
  return {
    capture: capture.id,
    format,
    ...(stretch ?? {}),
    ...(form.allChannels ? {} : { channels }),
    ...(choices.format === 'pdf' ? {} : toldChoices(choices, format))
  }
}

/** About how many rows a request will write, by the recording's pace. */
export function estimatedRows(
  { from, to, channels, resample, shape }: ExportRequest,
  { start, end, samples, channels: all }: CaptureInfo
): number {
  const length = Math.max(1, end - start)
  const shared = Math.max(0, Math.min(to ?? Infinity, end) - Math.max(from ?? -Infinity, start))
  const rows = samples * Math.min(1, shared / length)
  const kept = resample ? Math.min(rows, Math.ceil(shared / resample.step)) : rows
  return Math.round(shape === 'long' ? kept * (channels ?? all).length : kept)
}

function stretchOf(form: ExportForm, visible: Stretch, selection: Stretch | null): Stretch | null {
  if (form.stretch === 'whole') return null
  if (form.stretch === 'selection') return selection ?? { from: NaN, to: NaN }
  return form.stretch === 'visible' ? visible : { from: timeOfField(form.from), to: timeOfField(form.to) }
}

/** Whose recording a stretch is to be taken from, and what of it is elsewhere. */
export interface CoveringCapture {
  readonly capture: CaptureInfo
  /** Recordings of the same device that have other parts of the stretch. */
  readonly others: number
  /** Whether part of the stretch is in none of them. */
  readonly missing: boolean
}

/** The device's recording that has most of a stretch; undefined when none has any of it. */
export function coveringCapture(
  captures: readonly CaptureInfo[],
  device: string,
  stretch: Stretch
): CoveringCapture | undefined {
  const shared = ({ start, end, status }: CaptureInfo): number => {
    // What is being recorded goes on after it was listed.
    const last = status === 'recording' ? Math.max(end, stretch.to) : end
    return Math.min(last, stretch.to) - Math.max(start, stretch.from)
  }
  const some = captures.filter(capture => capture.device === device && shared(capture) > 0)
  const capture = some.toSorted((one, other) => shared(other) - shared(one))[0]
  if (!capture) return undefined
  const covered = some.reduce((sum, each) => sum + shared(each), 0)
  return { capture, others: some.length - 1, missing: covered < stretch.to - stretch.from - 1 }
}
