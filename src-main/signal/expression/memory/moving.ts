import { MovingWindow } from '../../moving-window'
import { MovingWindowSnapshot } from '../../moving-window-snapshot'
import type { MemoryOperator } from './memory-operator'

export type MovingFigure = 'mean' | 'std' | 'rms'

/** A figure of the last `length` samples, fewer at the start, by the window that the statistics stage uses. */
export function moving(figure: MovingFigure, length: number): MemoryOperator {
  let window = new MovingWindow(length)
  let spare = new Float64Array(0)
  let squares = new Float64Array(0)
  return {
    advance({ count, x, out }) {
      if (spare.length < count) {
        spare = new Float64Array(2 * count)
        squares = new Float64Array(2 * count)
      }
      if (figure === 'mean') window.advance(x, count, out, spare)
      else if (figure === 'std') window.advance(x, count, spare, out)
      else {
        for (let row = 0; row < count; row++) squares[row] = x[row] * x[row]
        window.advance(squares, count, out, spare)
        for (let row = 0; row < count; row++) out[row] = Math.sqrt(out[row])
      }
      for (let row = 0; row < count; row++) if (x[row] !== x[row]) out[row] = NaN
    },
    interrupt() {},
    snapshot: () => window.snapshot(),
    restore(taken) {
      const snapshot = MovingWindowSnapshot.parse(taken)
      window = MovingWindow.restore({ ...snapshot, window: length })
    }
  }
}
