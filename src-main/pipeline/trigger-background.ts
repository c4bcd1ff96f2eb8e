import type { Batch } from '@shared/model/batch'
import type { TriggerCondition } from '@shared/model/trigger'

/**
 * Lamps and anomalies as they last were: what a trigger that is set now has to know, so that a lamp which has long been
 * red does not seem to have just become so. Costs two numbers a channel and batch.
 */
export class TriggerBackground {
  private names: readonly string[] = []
  private channels: Batch['channels'] = []
  private readonly states: number[] = []
  private readonly anomalies: number[] = []

  see({ channels, count, value, state, anomaly }: Batch): void {
    if (channels !== this.channels) {
      this.channels = channels
      this.names = channels.map(({ name }) => name)
    }
    for (let index = 0; index < channels.length; index++) {
      const column = value[index]
      let row = count - 1
      while (row >= 0 && column[row] !== column[row]) row--
      if (row < 0) continue
      this.states[index] = state[index][row]
      this.anomalies[index] = anomaly[index][row]
    }
  }

  /** By channel name; empty for conditions on values, which look at them anew. */
  memoryFor(condition: TriggerCondition): readonly (readonly [string, number])[] {
    if (condition.kind === 'level' || condition.kind === 'edge') return []
    const codes = condition.kind === 'state' ? this.states : this.anomalies
    return this.names.map((name, index) => [name, codes[index] ?? 0] as const)
  }
}
