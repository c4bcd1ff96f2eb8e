import type { CaptureInfo, ExportFormat, ExportRequest } from '@shared/model/capture'
import { timeOfField } from '../../format/times'

export interface ExportForm {
  readonly stretch: 'whole' | 'visible' | 'between'
  /** Texts of the two time fields. */
  readonly from: string
  readonly to: string
  readonly allChannels: boolean
  readonly chosen: ReadonlySet<string>
  readonly format: ExportFormat
}

export type ExportFormError = 'times' | 'channels'

/** The request a form means, or what is missing. `visible` is the stretch the charts showed when the dialog was opened. */
export function exportRequest(
  form: ExportForm,
  capture: CaptureInfo,
  visible: { readonly from: number; readonly to: number }
): ExportRequest | ExportFormError {
  const channels = capture.channels.map(({ name }) => name).filter(name => form.chosen.has(name))
  if (!form.allChannels && channels.length === 0) return 'channels'
  const stretch = stretchOf(form, visible)
  if (stretch && !(stretch.from < stretch.to)) return 'times'
  return {
    capture: capture.id,
    format: form.format,
    ...(stretch ?? {}),
    ...(form.allChannels ? {} : { channels })
  }
}

function stretchOf(form: ExportForm, visible: { from: number; to: number }): { from: number; to: number } | null {
  if (form.stretch === 'whole') return null
  return form.stretch === 'visible' ? visible : { from: timeOfField(form.from), to: timeOfField(form.to) }
}
