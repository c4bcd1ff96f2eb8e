import { arithmetic } from '@shared/expression/arithmetic'
import type { OperationName } from '@shared/expression'

/** Writes what `operands` come to, row by row, to `out`. */
export type ColumnOperation = (operands: readonly Float64Array[], count: number, out: Float64Array) => void

// Loops of their own, because a call a row costs these as much again as their work (measured, see docs/decisions/0007).
const loops: Readonly<Partial<Record<OperationName, ColumnOperation>>> = {
  add([a, b], count, out) {
    for (let row = 0; row < count; row++) out[row] = a[row] + b[row]
  },
  subtract([a, b], count, out) {
    for (let row = 0; row < count; row++) out[row] = a[row] - b[row]
  },
  multiply([a, b], count, out) {
    for (let row = 0; row < count; row++) out[row] = a[row] * b[row]
  },
  divide([a, b], count, out) {
    for (let row = 0; row < count; row++) out[row] = a[row] / b[row]
  },
  negate([a], count, out) {
    for (let row = 0; row < count; row++) out[row] = -a[row]
  },
  abs([a], count, out) {
    for (let row = 0; row < count; row++) out[row] = Math.abs(a[row])
  },
  sqrt([a], count, out) {
    for (let row = 0; row < count; row++) out[row] = Math.sqrt(a[row])
  }
}

/** The operation `name` over columns; it must be one without memory. */
export function columnOperation(name: OperationName): ColumnOperation | undefined {
  const loop = loops[name]
  const compute = arithmetic[name]
  if (loop || !compute) return loop
  return (operands, count, out) => {
    const [a, b, c] = operands
    if (operands.length === 1) for (let row = 0; row < count; row++) out[row] = compute(a[row])
    else if (operands.length === 2) for (let row = 0; row < count; row++) out[row] = compute(a[row], b[row])
    else if (operands.length === 3) for (let row = 0; row < count; row++) out[row] = compute(a[row], b[row], c[row])
    else for (let row = 0; row < count; row++) out[row] = compute(...operands.map(column => column[row]))
  }
}
