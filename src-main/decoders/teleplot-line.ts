import type { PairsProblem } from './pairs'
import { fieldNumber } from './separated-line'

/** One point: a value a name, and the device's time (ms), NaN when it gave none. */
export interface TeleplotPoint {
  readonly values: readonly number[]
  readonly stamp: number
}

/** A line `>name[,widget]:points[§unit][|flags]`. A text, a 3D shape or a log entry has no points. */
export interface TeleplotLine {
  /** One name, or `name.x` and `name.y` for a point in the plane. */
  readonly names: readonly string[]
  readonly points: readonly TeleplotPoint[]
  readonly unit: string
}

/**
 * Reads a line that begins with `>`. Points are separated by `;`; each is `value`, `time:value`, or with flag `xy`
 * `x:y` or `x:y:time`. The widget behind the name only says where Teleplot draws it and is left out.
 */
export function parseTeleplot(text: string): TeleplotLine | PairsProblem {
  const body = text.slice(1)
  if (body.startsWith('3D|')) return { names: [], points: [], unit: '' }
  const bar = body.lastIndexOf('|')
  const flags = bar < 0 ? [] : body.slice(bar + 1).split(',')
  const plain = bar < 0 ? body : body.slice(0, bar)
  const colon = plain.indexOf(':')
  if (colon < 0) return { reason: 'malformed', detail: 'a name without a value' }
  const name = plain.slice(0, colon).split(',')[0].trim()
  if (name === '') return { reason: 'empty-name', detail: 'a value without a name' }
  if (flags.some(flag => /^(t|text)$/i.test(flag.trim()))) return { names: [name], points: [], unit: '' }
  const section = plain.indexOf('§', colon)
  const unit = section < 0 ? '' : plain.slice(section + 1)
  const flat = flags.some(flag => flag.trim() === 'xy')
  const points: TeleplotPoint[] = []
  for (const part of plain.slice(colon + 1, section < 0 ? undefined : section).split(';')) {
    if (part.trim() === '' && points.length > 0) continue
    const point = readPoint(part, flat)
    if (point === null) return { reason: 'not-a-number', detail: `point ${points.length + 1} is not a number` }
    points.push(point)
  }
  return { names: flat ? [`${name}.x`, `${name}.y`] : [name], points, unit }
}

function readPoint(part: string, flat: boolean): TeleplotPoint | null {
  const numbers: number[] = []
  for (const field of part.split(':')) {
    const number = fieldNumber(field.trim())
    if (number === undefined) return null
    numbers.push(number)
  }
  if (flat && (numbers.length === 2 || numbers.length === 3))
    return { values: numbers.slice(0, 2), stamp: finite(numbers[2]) }
  if (flat) return null
  if (numbers.length === 1) return { values: numbers, stamp: NaN }
  return numbers.length === 2 ? { values: [numbers[1]], stamp: finite(numbers[0]) } : null
}

function finite(stamp: number | undefined): number {
  return stamp !== undefined && Number.isFinite(stamp) ? stamp : NaN
}
