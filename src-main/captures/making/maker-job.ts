import type { CaptureInfo } from '@shared/model/capture'
import type { Problem } from '@shared/model/session'
import type { DecodeRecipe } from '../decode/recipe'

/** What makes a capture on a thread of its own; `folder` is where the captures lie. */
export type MakerJob = {
  readonly kind: 'decode'
  readonly folder: string
  readonly capture: string
  readonly recipe: DecodeRecipe
}

/** To the thread: give up, leaving nothing behind. */
export interface ToMaker {
  readonly kind: 'cancel'
}

export type FromMaker =
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'made'; readonly info: CaptureInfo }
  | { readonly kind: 'failed'; readonly problem: Problem }
