import type { CaptureInfo } from '@shared/model/capture'
import type { DecodeRequest } from '@shared/model/decode'
import { runMaker } from './making/run-maker'

export interface MakerPlace {
  /** The built `entry/maker.ts`. */
  readonly maker: URL
  /** Where the captures lie. */
  readonly folder: string
}

/** Decodes a capture again on a thread of its own; see `CaptureStore.decodeAgain`. */
export function decodeCapture(
  { maker, folder }: MakerPlace,
  { capture, recipe }: DecodeRequest,
  signal: AbortSignal
): AsyncGenerator<number, CaptureInfo, void> {
  return runMaker<'decode'>(maker, { kind: 'decode', folder, capture, recipe }, signal)
}
