/** Ticks of a value axis: positions, and their labels relative to `offset` (0 unless the labels were too long). */
export interface ValueTicks {
  readonly step: number
  readonly values: readonly number[]
  readonly labels: readonly string[]
  readonly offset: number
}

/** The smallest 1, 2 or 5 times a power of ten that cuts `range` into at most `count` parts. */
export function niceStep(range: number, count: number): number {
  const rough = range / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  // A hair of slack, so that an exact division is not rounded up by the last bit of the logarithm.
  const factor = [1, 2, 5, 10].find(candidate => candidate * power >= rough * (1 - 1e-9)) ?? 10
  return factor * power
}

/** Longer labels do not fit beside the axis. */
const longestLabel = 8

/** Ticks at whole multiples of a nice step within [min, max], at most `count` + 1 of them. */
export function valueTicks(min: number, max: number, count: number): ValueTicks {
  const step = niceStep(max - min, count)
  const first = Math.ceil(min / step - 1e-6)
  const last = Math.floor(max / step + 1e-6)
  const values: number[] = []
  for (let index = first; index <= last && values.length <= count; index++) values.push(index * step)
  const labels = values.map(value => tickLabel(value, step))
  if (labels.every(label => label.length <= longestLabel)) return { step, values, labels, offset: 0 }
  const middle = Math.round((min + max) / 2 / (step * 10)) * step * 10
  const offset = Number(middle.toPrecision(14))
  return { step, values, labels: values.map(value => tickLabel(value - offset, step, true)), offset }
}

/** `value` with as many decimals as `step` needs; very large and very small ones as powers of ten; a real minus sign. */
export function tickLabel(value: number, step: number, signed = false): string {
  const clean = Math.abs(value) < step * 1e-6 ? 0 : value
  const exponent = Math.floor(Math.log10(step) + 1e-9)
  const plain = Math.abs(clean) < 1e6 && exponent >= -5
  let text: string
  if (plain || clean === 0) text = clean.toFixed(Math.max(0, -exponent))
  else {
    const power = Math.floor(Math.log10(Math.abs(clean)))
    text = clean.toExponential(Math.min(6, Math.max(0, power - exponent))).replace('e+', 'e')
  }
  if (clean === 0 && !signed) return '0'
  return (signed && clean > 0 ? '+' : '') + text.replaceAll('-', '−')
}

/**
 * A measured value for reading beside an axis with this step: two decimals finer than the ticks, so that its precision fits
 * what is seen and its width stays the same from value to value.
 */
export function readingText(value: number, step: number): string {
  if (!Number.isFinite(value)) return '–'
  // Beside an axis of quite another size the value would be written as nothing.
  if (value !== 0 && Math.abs(value) < step * 1e-4) return powerText(value, 2)
  const decimals = 2 - Math.floor(Math.log10(step) + 1e-9)
  if (Math.abs(value) >= 1e12 || decimals > 9) return powerText(value, 3)
  const text = value.toFixed(Math.max(0, decimals))
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−')
}

function powerText(value: number, decimals: number): string {
  return value.toExponential(decimals).replace('e+', 'e').replaceAll('-', '−')
}
