import type { OperationName } from '@shared/expression'
import { count } from './count'
import { delay } from './delay'
import { delta } from './delta'
import { derivative } from './derivative'
import { exponentialMean } from './exponential-mean'
import { extreme } from './extreme'
import { hold } from './hold'
import { integral } from './integral'
import { highpass, lowpass } from './lowpass'
import type { MemoryOperator } from './memory-operator'
import { moving } from './moving'
import { unwrap } from './unwrap'

export type { MemoryOperator, SignalColumn } from './memory-operator'

/** How the operations that remember are made, from their constant. */
export const memoryOperators: Readonly<Partial<Record<OperationName, (parameter: number) => MemoryOperator>>> = {
  derivative,
  integral,
  delta,
  previous: () => delay(1),
  delay,
  hold,
  mean: length => moving('mean', length),
  std: length => moving('std', length),
  rms: length => moving('rms', length),
  lowest: length => extreme(length, 1),
  highest: length => extreme(length, -1),
  lowpass,
  highpass,
  ema: exponentialMean,
  unwrap,
  count
}
