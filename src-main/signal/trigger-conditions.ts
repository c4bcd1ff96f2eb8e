import { lights } from '@shared/model/batch'
import type { TriggerCondition } from '@shared/model/trigger'

/** One channel that a trigger looks at, for the rows at hand. */
export interface TriggerChannel {
  readonly name: string
  readonly value: Float64Array
  readonly anomaly: Uint8Array
  readonly state: Uint8Array
}

export interface TriggerRows {
  /** Number of the first row in its session. */
  readonly first: number
  readonly count: number
  readonly time: Float64Array
  /** Those that the condition is about; none while they have not appeared. */
  readonly channels: readonly TriggerChannel[]
}

export interface Candidate {
  readonly row: number
  readonly channel: TriggerChannel
}

/** What a condition remembers, by its own names: plain numbers. */
export type ConditionMemory = Map<string, number>

/**
 * Looks through rows for those that fulfil a condition. It is led through every row once and in order: by `next`, which
 * stops at the first that does, or by `pass` while nothing may fire.
 */
export interface ConditionWatch {
  /** The first row in [from, to) that fulfils the condition; null when there is none. */
  next(rows: TriggerRows, from: number, to: number): Candidate | null
  pass(rows: TriggerRows, from: number, to: number): void
  /** The candidate answered last has fired. */
  fired(): void
  /** A gap: what comes next does not follow on what came last. */
  interrupt(): void
}

export function watchCondition(condition: TriggerCondition, memory: ConditionMemory): ConditionWatch {
  if (condition.kind === 'level') return levelWatch(condition, memory)
  if (condition.kind === 'edge') return edgeWatch(condition, memory)
  if (condition.kind === 'anomaly') return changeWatch('anomaly', 1, memory)
  return changeWatch('state', lights.indexOf(condition.light), memory)
}

/** Beyond the level; after it has fired only once the value was back inside by the hysteresis. */
function levelWatch(
  { direction, value, hysteresis }: Extract<TriggerCondition, { kind: 'level' }>,
  memory: ConditionMemory
): ConditionWatch {
  const sign = direction === 'above' ? 1 : -1
  const level = sign * value

  function next({ channels: [channel] }: TriggerRows, from: number, to: number): Candidate | null {
    if (!channel) return null
    for (let row = from; row < to; row++) {
      const x = sign * channel.value[row]
      if (x <= level - hysteresis) memory.delete('fired')
      else if (x > level && !memory.has('fired')) return { row, channel }
    }
    return null
  }

  return {
    next,
    pass({ channels: [channel] }, from, to) {
      if (!channel || !memory.has('fired')) return
      for (let row = from; row < to; row++)
        if (sign * channel.value[row] <= level - hysteresis) return void memory.delete('fired')
    },
    fired: () => void memory.set('fired', 1),
    interrupt() {}
  }
}

/** A pass over the level, from a sample at least the hysteresis before it. A pass that may not fire is over. */
function edgeWatch(
  { direction, value, hysteresis }: Extract<TriggerCondition, { kind: 'edge' }>,
  memory: ConditionMemory
): ConditionWatch {
  const rising = direction !== 'falling'
  const falling = direction !== 'rising'

  function next({ channels: [channel] }: TriggerRows, from: number, to: number): Candidate | null {
    if (!channel) return null
    let below = memory.has('below')
    let above = memory.has('above')
    let found: number | null = null
    for (let row = from; row < to && found === null; row++) {
      const x = channel.value[row]
      if ((below && x > value) || (above && x < value)) found = row
      if (x !== x) continue
      below = rising && (x <= value - hysteresis || (below && x <= value))
      above = falling && (x >= value + hysteresis || (above && x >= value))
    }
    for (const [name, holds] of [
      ['below', below],
      ['above', above]
    ] as const)
      if (holds) memory.set(name, 1)
      else memory.delete(name)
    return found === null ? null : { row: found, channel }
  }

  return {
    next,
    pass(rows, from, to) {
      for (let at = from; at < to;) at = (next(rows, at, to)?.row ?? to) + 1
    },
    fired() {},
    interrupt: () => memory.clear()
  }
}

/** A column that changes to `wanted`, in any of the channels. Where there is no value, nothing changes. */
function changeWatch(column: 'anomaly' | 'state', wanted: number, memory: ConditionMemory): ConditionWatch {
  function next({ channels }: TriggerRows, from: number, to: number): Candidate | null {
    for (let row = from; row < to; row++) {
      let found: Candidate | null = null
      for (const channel of channels) {
        if (channel.value[row] !== channel.value[row]) continue
        const code = channel[column][row]
        if (code === (memory.get(channel.name) ?? 0)) continue
        memory.set(channel.name, code)
        if (code === wanted) found ??= { row, channel }
      }
      if (found) return found
    }
    return null
  }

  return {
    next,
    pass(rows, from, to) {
      for (let at = from; at < to;) at = (next(rows, at, to)?.row ?? to) + 1
    },
    fired() {},
    interrupt() {}
  }
}
