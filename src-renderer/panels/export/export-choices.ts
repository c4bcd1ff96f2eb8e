import { z } from 'zod'
import {
  decimalMarks,
  type ExportFormat,
  exportFormats,
  type ExportRequest,
  resampleTakes,
  separators,
  tableShapes,
  timeStyles,
  wavSamples
} from '@shared/model/capture'

/** What the dialog offers: every format of the engine, and the report that the page makes. */
export const offeredFormats = [...exportFormats, 'pdf'] as const
export type OfferedFormat = (typeof offeredFormats)[number]

const Fields = z.object({
  format: z.enum(offeredFormats).catch('csv'),
  separator: z.enum(separators).catch('comma'),
  decimal: z.enum(decimalMarks).catch('point'),
  timeStyle: z.enum(timeStyles).catch('epoch'),
  shape: z.enum(tableShapes).catch('wide'),
  wavSample: z.enum(wavSamples).catch('float32'),
  resampled: z.boolean().catch(false),
  /** ms, as typed. */
  step: z.string().max(20).catch('100'),
  take: z.enum(resampleTakes).catch('mean'),
  analysis: z.boolean().catch(false),
  derived: z.boolean().catch(true)
})
export type ExportChoices = z.infer<typeof Fields>
export const usualChoices: Readonly<ExportChoices> = Fields.parse({})

/** How somebody exported last, which is how they will again. The usual ones are copied: what is remembered is changed in place. */
export const ExportChoices = Fields.catch(() => ({ ...usualChoices }))

/** Which options mean something for which format. */
const fitting: Readonly<
  Record<'separator' | 'decimal' | 'timeStyle' | 'shape' | 'wavSample', readonly OfferedFormat[]>
> = {
  separator: ['csv'],
  decimal: ['csv', 'tsv'],
  timeStyle: ['csv', 'tsv', 'jsonl', 'parquet'],
  shape: ['csv', 'tsv', 'jsonl', 'parquet'],
  wavSample: ['wav']
}
type FittingOption = keyof typeof fitting

export function fits(option: FittingOption, format: OfferedFormat): boolean {
  return fitting[option].includes(format)
}

/** ms; NaN when what is typed is no step. */
export function stepOf({ step }: Pick<ExportChoices, 'step'>): number {
  const number = Number(step.replace(',', '.'))
  return step.trim() !== '' && number >= 0.001 && number <= 86_400_000 ? number : NaN
}

/** What of the choices the engine has to be told: what fits the format and is not as usual. */
export function toldChoices(choices: ExportChoices, format: ExportFormat): Partial<ExportRequest> {
  const { resampled, take, analysis, derived } = choices
  const options = (Object.keys(fitting) as FittingOption[])
    .filter(option => fits(option, format) && choices[option] !== usualChoices[option])
    .map(option => [option, choices[option]])
  return {
    ...(Object.fromEntries(options) as Partial<ExportRequest>),
    ...(resampled ? { resample: { step: stepOf(choices), take } } : {}),
    ...(analysis && format !== 'wav' ? { analysis } : {}),
    ...(derived ? {} : { derived })
  }
}
