import type { ImportFormat } from '@shared/model/import'
import { parseJsonLine } from '../../../decoders/json'
import { lineStamp } from '../line-stamp'

const parquetMagic = [0x50, 0x41, 0x52, 0x31]
const mcapMagic = [0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a]

/** A format that is known by its first bytes. */
export function formatByMagic(bytes: Uint8Array): ImportFormat | undefined {
  const begins = (magic: readonly number[]): boolean => magic.every((byte, at) => bytes[at] === byte)
  if (begins(parquetMagic)) return 'parquet'
  return begins(mcapMagic) ? 'mcap' : undefined
}

const labelled = /^\s*>?[\p{L}_][\p{L}\p{N}_ .()[\]/°%-]{0,60}\s*[:=]\s*[+-]?\d/u

/**
 * What a text is: JSON lines when most lines are objects; lines of a device when most have a time of day and an arrow in
 * front, or name their values themselves; else separated values.
 */
export function formatOfText(lines: readonly string[]): ImportFormat {
  const some = lines.filter(line => line.trim() !== '').slice(0, 200)
  const share = (fits: (line: string) => boolean): number => some.filter(fits).length / Math.max(1, some.length)
  if (share(line => parseJsonLine(line.trim()) !== undefined) > 0.5) return 'jsonl'
  if (share(isStampedByTerminal) > 0.5) return 'log'
  return share(line => labelled.test(lineStamp(line)?.text ?? line)) > 0.5 ? 'log' : 'csv'
}

function isStampedByTerminal(line: string): boolean {
  return / -> /.test(line) && lineStamp(line) !== undefined
}
