import { coroutine } from '@shared/flow/coroutine'
import type { Batch } from '@shared/model/batch'
import type { Channel } from '@shared/model/channel'
import type { DerivedChannel } from '@shared/model/derived'
import type { Item } from '@shared/model/item'
import { z } from 'zod'
import type { ChannelLayout } from '../channel-layout'
import type { ColumnPool } from '../column-pool'
import { derivedEntries, type DerivedStatus, judgeEntries } from '../derived-programs'
import type { BatchStage } from './stage'

export const DerivedSnapshot = z.object({
  version: z.literal(1),
  /** Time of the session's first sample, ms; null before it. */
  origin: z.number().nullable(),
  /** What the operations remember, by derived channel and by what they compute. */
  memory: z.record(z.string(), z.record(z.string(), z.unknown()))
})
export type DerivedSnapshot = z.infer<typeof DerivedSnapshot>

export interface DerivedOptions {
  readonly columns: ColumnPool
  readonly layout: ChannelLayout
  readonly initial: readonly DerivedChannel[]
}

export interface DerivedStage extends BatchStage<DerivedSnapshot> {
  derived(): readonly DerivedStatus[]
}

/**
 * Adds the derived channels' columns to every batch, computed row by row from the device's and from each other's in their
 * order. A `derived` event that passes replaces them from the next row on. One that uses a channel which has not appeared
 * has no column until it does; a device's channel of the same name wins. The table is a `ChannelLayout`: numbers stay.
 */
export function derivedStage({ columns, layout, initial }: DerivedOptions): DerivedStage {
  let entries = derivedEntries(initial)
  let device: readonly Channel[] = []
  let origin: number | null = null
  let stale = true
  let empty = new Float64Array(0)

  function reconfigure(channels: readonly DerivedChannel[]): void {
    entries = derivedEntries(channels, entries)
    stale = true
    judgeEntries(entries, new Set(device.map(({ name }) => name)))
  }

  /** Brings the table up to date; whether a derived channel has appeared. */
  function refresh(channels: readonly Channel[]): boolean {
    device = channels
    stale = false
    const names = new Set(channels.map(({ name }) => name))
    judgeEntries(entries, names)
    const before = layout.channels.length
    layout.update(
      channels,
      entries.flatMap(({ channel: { name, unit }, problem }) =>
        !names.has(name) && (problem === null || layout.has(name)) ? [{ name, unit }] : []
      )
    )
    return layout.channels.slice(before).some(({ index }) => layout.ownerOf(index) === 'derived')
  }

  function process(batch: Batch): readonly Item[] {
    const appeared = (stale || batch.channels !== device) && refresh(batch.channels)
    if (batch.count > 0) origin ??= batch.time[0]
    if (layout.isPlain) return [batch]
    const { count, time } = batch
    if (empty.length < count) empty = new Float64Array(2 * count).fill(NaN)
    const computed = compute(batch)
    const channels = layout.channels
    const value = channels.map(({ index, name }) => {
      const owner = layout.ownerOf(index)
      return (typeof owner === 'number' ? batch.value[owner] : computed.get(name)) ?? empty
    })
    const whole: Batch = { ...batch, channels, value }
    return appeared && count > 0
      ? [{ kind: 'channels', time: time[0], names: channels.map(({ name }) => name) }, whole]
      : [whole]
  }

  function compute({ channels, count, time, value }: Batch): ReadonlyMap<string, Float64Array> {
    const byName = new Map(channels.map(({ name, index }) => [name, value[index]]))
    const results = new Map<string, Float64Array>()
    let seconds: Float64Array | undefined
    const rows = {
      count,
      time,
      room: () => columns.numbers(count),
      channel: (name: string) => byName.get(name) ?? empty,
      seconds: () => (seconds ??= sinceOrigin(time, count))
    }
    for (const { channel, program, problem } of entries) {
      if (!program || problem !== null) continue
      const column = program.compute(rows)
      results.set(channel.name, column)
      byName.set(channel.name, column)
    }
    return results
  }

  function sinceOrigin(time: Float64Array, count: number): Float64Array {
    const seconds = columns.numbers(count)
    const from = origin ?? 0
    for (let row = 0; row < count; row++) seconds[row] = (time[row] - from) / 1000
    return seconds
  }

  judgeEntries(entries, new Set())

  const running = coroutine('derived', function* (): Generator<readonly Item[], void, Item> {
    let item = yield []
    for (;;) {
      if (item.kind === 'batch') {
        item = yield process(item)
        continue
      }
      if (item.kind === 'derived') reconfigure(item.channels)
      else if (item.kind === 'gap' || item.kind === 'disconnected')
        for (const { program } of entries) program?.interrupt()
      item = yield [item]
    }
  })

  return Object.assign(running, {
    derived: () => entries.map(({ channel, problem }) => ({ ...channel, problem })),
    snapshot: () => ({
      version: 1 as const,
      origin,
      memory: Object.fromEntries(
        entries.flatMap(({ channel, program }) => (program ? [[channel.name, program.snapshot()] as const] : []))
      )
    }),
    restore(snapshot: DerivedSnapshot) {
      origin = snapshot.origin
      for (const { channel, program } of entries) {
        const memory = Object.hasOwn(snapshot.memory, channel.name) ? snapshot.memory[channel.name] : undefined
        if (memory) program?.restore(memory)
      }
    }
  })
}
