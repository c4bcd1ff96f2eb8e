import { readingText } from '../../format/numbers'
import { elapsedText } from '../../format/times'

/** A difference of times to a thousandth of its unit and better: `12.345 ms`, `1.2346 s`, `2:05.250`. */
export function differenceText(milliseconds: number): string {
  const size = Math.abs(milliseconds)
  if (size < 1000) return `${readingText(Number(milliseconds.toFixed(4)))} ms`
  if (size < 60_000) return `${readingText(Number((milliseconds / 1000).toFixed(6)))} s`
  const fraction = String(Math.floor(size % 1000)).padStart(3, '0')
  return `${milliseconds < 0 ? '−' : ''}${elapsedText(size)}.${fraction}`
}

/** How often something happens that takes this long, Hz; nothing for no time at all. */
export function frequencyText(milliseconds: number): string {
  return milliseconds === 0 ? '–' : `${readingText(Number((1000 / Math.abs(milliseconds)).toPrecision(5)))} Hz`
}
