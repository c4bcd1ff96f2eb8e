/** A line that a terminal program wrote a time in front of, and what the device sent. */
export interface StampedLine {
  readonly stamp: string
  readonly text: string
}

// `17:11:53.489 -> ` (Arduino IDE), `[2024-01-01 12:00:00.123] `, `2024-01-01T12:00:00.123Z `, `12:00:00.123; `
const stamped =
  /^\s*\[?((?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})[T ]\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?|\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?)\]?(?: -> |\s*[>|;:,]\s+|\s+)(.*)$/s

/** The time before a line and the rest; undefined when there is none. */
export function lineStamp(line: string): StampedLine | undefined {
  const found = stamped.exec(line)
  return found ? { stamp: found[1], text: found[2] } : undefined
}
