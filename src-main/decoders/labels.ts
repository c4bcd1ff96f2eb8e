import { LineByLine } from './line-reader'
import { PairsFormat } from './pairs'
import type { FormatReader, ReaderContext } from './reader'

/** The byte between a label and its value. */
export const labelMark = 58

/**
 * `label:value` lines, e.g. `Value:377<tab>AVG5:431.01` or `Label 1:10`.
 * Format: https://github.com/arduino/Arduino/blob/master/build/shared/ArduinoSerialPlotterProtocol.md
 */
export function createLabelsReader(context: ReaderContext): FormatReader {
  return new LineByLine(context, new PairsFormat(context, labelMark))
}
