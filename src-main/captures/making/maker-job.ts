import type { MessagePort } from 'node:worker_threads'
import type { CaptureInfo } from '@shared/model/capture'
import type { DecodeRecipe } from '@shared/model/decode'
import type { ImportPreview, ImportResult } from '@shared/model/import'
import type { Problem } from '@shared/model/session'
import type { Finding } from '@shared/model/verification'
import type { ImportJob } from '../import/import-file'
import type { PreviewRequest } from '../import/preview-file'
import type { CaptureTarget } from './write-capture'

/** What is done on a thread of its own to make a capture; `folder` is where the captures lie. */
export type MakerJob =
  | { readonly kind: 'decode'; readonly folder: string; readonly capture: string; readonly recipe: DecodeRecipe }
  | ({ readonly kind: 'import' } & ImportJob)
  /** Decodes a capture again and compares it with itself. */
  | { readonly kind: 'compare'; readonly folder: string; readonly capture: string }
  /** Writes what comes through the port, see `sendParts`, for another thread that makes it. */
  | { readonly kind: 'write'; readonly target: CaptureTarget; readonly parts: MessagePort }
  /** Looks at a file that may be imported; makes nothing. */
  | ({ readonly kind: 'preview' } & PreviewRequest)
export type MakerKind = MakerJob['kind']

/** What each kind of job comes to. */
export interface Made {
  readonly decode: CaptureInfo
  readonly compare: readonly Finding[]
  readonly import: ImportResult
  readonly write: null
  readonly preview: ImportPreview
}

/** To the thread: give up, leaving nothing behind. */
export interface ToMaker {
  readonly kind: 'cancel'
}

export type FromMaker =
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'made'; readonly made: Made[MakerKind] }
  | { readonly kind: 'failed'; readonly problem: Problem }
