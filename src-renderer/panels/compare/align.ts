import type { CaptureInfo } from '@shared/model/capture'
import type { Alignment, Compared } from './options'

/** A moment of a recording that can stand at zero, or is only shown. */
export interface Moment {
  /** ms since the epoch. */
  readonly time: number
  readonly kind: 'bookmark' | 'mark' | 'trigger' | 'red' | 'anomaly' | 'gap'
  /** What is said of it; empty for anomalies and gaps. */
  readonly label: string
}

const anchors: ReadonlySet<Moment['kind']> = new Set(['bookmark', 'mark', 'trigger', 'red'])

/** The moments one can align by. */
export function anchorsOf(moments: readonly Moment[]): readonly Moment[] {
  return moments.filter(({ kind }) => anchors.has(kind))
}

/**
 * What is taken away from the times of a recording to get its place on the common axis, ms. A recording without a moment
 * to align by begins at zero.
 */
export function originOf(
  align: Alignment,
  capture: Pick<CaptureInfo, 'start'>,
  { moment, shift, moments }: Pick<Compared, 'moment' | 'shift'> & { readonly moments: readonly Moment[] }
): number {
  if (align === 'time') return -shift
  if (align === 'start') return capture.start - shift
  const known = anchorsOf(moments)
  const chosen = known.find(({ time }) => time === moment) ?? known[0]
  return (chosen?.time ?? capture.start) - shift
}

/** The whole of what is compared, on the common axis; null when there is nothing. Never without extent. */
export function wholeOf(
  spans: readonly { readonly start: number; readonly end: number; readonly origin: number }[]
): { readonly min: number; readonly max: number } | null {
  if (spans.length === 0) return null
  const min = Math.min(...spans.map(({ start, origin }) => start - origin))
  const max = Math.max(...spans.map(({ end, origin }) => end - origin))
  return { min, max: Math.max(max, min + 1) }
}
