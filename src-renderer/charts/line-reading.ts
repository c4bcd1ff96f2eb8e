import { fixedText, valueText } from '../format/numbers'
import { readingText } from './value-ticks'

/**
 * A true value of a line beside its axis: with the user's decimals where there are any, else with as many as fit the axis'
 * step; NaN as step is a log axis, where each value needs its own.
 */
export function lineReading(value: number, step: number, decimals: number | null = null): string {
  if (decimals !== null) return fixedText(value, decimals)
  return Number.isFinite(step) ? readingText(value, step) : valueText(value)
}

/** How a line is drawn, as an oscilloscope says it: `×10 +5`; empty when it is drawn as it is. */
export function scaleText(scale = 1, offset = 0): string {
  const size = (value: number): string => String(Math.abs(value))
  const factor = scale === 1 ? '' : `×${scale < 0 ? '−' : ''}${size(scale)}`
  const shift = offset === 0 ? '' : `${offset < 0 ? '−' : '+'}${size(offset)}`
  return [factor, shift].filter(part => part !== '').join(' ')
}
