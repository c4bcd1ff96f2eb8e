import { LineByLine } from './line-reader'
import { PairsFormat } from './pairs'
import type { FormatReader, ReaderContext } from './reader'

/** The byte between a key and its value. */
export const keyMark = 61

/** `key=value` lines, e.g. `temperature=22.5,humidity=60.3`. */
export function createKeyValueReader(context: ReaderContext): FormatReader {
  return new LineByLine(context, new PairsFormat(context, keyMark))
}
