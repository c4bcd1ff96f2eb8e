import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import type { Batch } from '@shared/model/batch'
import type { Item } from '@shared/model/item'

/** value * scale + offset, by channel name. */
export type Calibration = Readonly<Record<string, { readonly scale: number; readonly offset: number }>>

/** Corrects channels' values before anything is computed from them; every other item passes untouched. */
export function calibrate(calibration: Calibration): Coroutine<Item, readonly Item[]> {
  return coroutine('calibration', function* (): Generator<readonly Item[], void, Item> {
    let item = yield []
    for (;;) item = yield [item.kind === 'batch' ? corrected(item, calibration) : item]
  })
}

function corrected(batch: Batch, calibration: Calibration): Batch {
  const value = batch.value.map((column, index) => {
    const { name } = batch.channels[index]
    if (!Object.hasOwn(calibration, name)) return column
    const { scale, offset } = calibration[name]
    return column.subarray(0, batch.count).map(number => number * scale + offset)
  })
  return { ...batch, value }
}
