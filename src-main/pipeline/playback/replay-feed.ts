import type { Source } from '@shared/flow/types'
import type { Chunk } from '@shared/model/batch'
import type { StreamInput } from '@shared/model/input'
import type { ReplayStatus } from '@shared/model/replay'

/**
 * How far what comes of an input reaches: `learnt` by decoder and stages alone; `kept` by the history too, as if the
 * session had been there before; `told` to everybody.
 */
export type Reach = 'learnt' | 'kept' | 'told'

export interface FedInput {
  readonly input: Chunk | StreamInput
  readonly reach: Reach
}

/**
 * What feeds a session in place of a device. `here` comes once, when everything before the place where it begins has come.
 * The stream ends only by the signal.
 */
export interface ReplayFeed {
  readonly source: Source<FedInput | 'here'>
  status(): ReplayStatus
}
