import { decodeFrame, notAFrame } from './frame'
import type { Frame, RawFrame, RowsFrame } from './live'
import { decodeRawFrame, rawMagic } from './raw-frame'
import { decodeRowsFrame, rowsMagic } from './rows-frame'

/** What the engine sends on the live channel. */
export type LiveMessage =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'rows'; readonly frame: RowsFrame }
  | { readonly kind: 'raw'; readonly frame: RawFrame }

/**
 * The message in `bytes`, of whatever kind its magic number tells.
 * @throws SignalboxError `bad-input` when the bytes are not exactly one of the engine's messages.
 */
export function decodeLive(bytes: Uint8Array): LiveMessage {
  if (bytes.byteLength < 4) throw notAFrame(`only ${bytes.byteLength} bytes`)
  const magic = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
  if (magic === rowsMagic) return { kind: 'rows', frame: decodeRowsFrame(bytes) }
  if (magic === rawMagic) return { kind: 'raw', frame: decodeRawFrame(bytes) }
  return { kind: 'frame', frame: decodeFrame(bytes) }
}
