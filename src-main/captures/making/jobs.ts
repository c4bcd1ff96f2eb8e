import type { ImportPreview, ImportResult } from '@shared/model/import'
import type { Problem } from '@shared/model/session'
import type { ImportJob } from '../import/import-file'
import type { PreviewRequest } from '../import/preview-file'

/** What a maker's thread can be asked for: one job a thread. */
export interface Jobs {
  preview: { request: PreviewRequest; answer: ImportPreview }
  import: { request: ImportJob; answer: ImportResult }
}
export type JobName = keyof Jobs

export type JobOrder = { [Name in JobName]: { readonly name: Name; readonly request: Jobs[Name]['request'] } }[JobName]

/** How far a job is. */
export interface JobProgress {
  readonly fraction: number
  readonly rows: number
}

export type FromMaker =
  | ({ readonly kind: 'progress' } & JobProgress)
  | { readonly kind: 'answer'; readonly answer: unknown }
  | { readonly kind: 'refusal'; readonly problem: Problem }
