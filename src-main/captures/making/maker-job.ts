import type { CaptureInfo } from '@shared/model/capture'
import type { DecodeRecipe } from '@shared/model/decode'
import type { Problem } from '@shared/model/session'
import type { Finding } from '@shared/model/verification'

/** What is done on a thread of its own; `folder` is where the captures lie. */
export interface Jobs {
  decode: {
    request: { readonly folder: string; readonly capture: string; readonly recipe: DecodeRecipe }
    answer: CaptureInfo
  }
  /** Decodes a capture again and compares it with itself. */
  compare: { request: { readonly folder: string; readonly capture: string }; answer: readonly Finding[] }
}
export type JobName = keyof Jobs

export type MakerJob = { [Name in JobName]: { readonly kind: Name } & Jobs[Name]['request'] }[JobName]

/** To the thread: give up, leaving nothing behind. */
export interface ToMaker {
  readonly kind: 'cancel'
}

export type FromMaker =
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'answer'; readonly answer: Jobs[JobName]['answer'] }
  | { readonly kind: 'failed'; readonly problem: Problem }
