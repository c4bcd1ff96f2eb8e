import { type Batch, lights } from '@shared/model/batch'
import { groupOf } from '@shared/model/channel'
import { finiteOrNull, type StreamEvent } from '@shared/model/event'
import type { ChannelStatus } from '@shared/model/session'
import { RunningTotals } from '../signal/running-totals'
import { type ChannelSettings, defaultChannelSettings } from '@shared/model/settings'

/** The newest value of every channel of a session, and the settings in force, as the page shows them. */
export interface ChannelMonitor {
  see(batch: Batch): void
  note(event: StreamEvent): void
  settingsOf(channel: string): ChannelSettings
  /** From `time` on, ms; channel `*`: all. */
  resetTotals(channel: string, time: number): void
  /** `kindOf` says of a channel's number what it is; channels that were derived and are no more are not shown. */
  status(kindOf: (index: number) => 'device' | 'derived' | 'retired'): ChannelStatus[]
}

interface Latest {
  value: number
  mean: number
  deviation: number
  state: number
  anomalies: number
  readonly totals: RunningTotals
}

/** `initial`: settings by channel name, `*` for every channel not named. */
export function createChannelMonitor(initial: Readonly<Record<string, ChannelSettings>>): ChannelMonitor {
  let channels: Batch['channels'] = []
  const latest: Latest[] = []
  let fallback = initial['*'] ?? defaultChannelSettings
  const settings = new Map(Object.entries(initial).filter(([channel]) => channel !== '*'))

  const settingsOf = (channel: string): ChannelSettings => settings.get(channel) ?? fallback

  return {
    see(batch) {
      channels = batch.channels
      while (latest.length < channels.length)
        latest.push({
          value: NaN,
          mean: NaN,
          deviation: NaN,
          state: 0,
          anomalies: 0,
          totals: new RunningTotals(batch.count > 0 ? batch.time[0] : 0)
        })
      for (const { index } of channels) {
        const values = batch.value[index]
        latest[index].totals.add(values, batch.count)
        let row = batch.count - 1
        while (row >= 0 && Number.isNaN(values[row])) row--
        if (row < 0) continue
        const entry = latest[index]
        entry.value = values[row]
        entry.mean = batch.mean[index]?.[row] ?? NaN
        entry.deviation = batch.deviation[index]?.[row] ?? NaN
        entry.state = batch.state[index]?.[row] ?? 0
      }
    },
    note(event) {
      if (event.kind === 'anomaly') {
        const channel = channels.find(({ name }) => name === event.channel)
        if (channel) latest[channel.index].anomalies++
      } else if (event.kind === 'settings') {
        if (event.channel === '*') {
          fallback = event.settings
          settings.clear()
        } else settings.set(event.channel, event.settings)
      }
    },
    settingsOf,
    resetTotals(channel, time) {
      for (const { index, name } of channels) if (channel === '*' || channel === name) latest[index].totals.reset(time)
    },
    status: kindOf =>
      channels.flatMap(({ index, name, unit }) => {
        const kind = kindOf(index)
        if (kind === 'retired') return []
        const own = settingsOf(name)
        const shown = own.unit === '' ? unit : own.unit
        const { value, mean, deviation, state, anomalies, totals } = latest[index]
        return {
          index,
          name,
          unit: shown,
          group: groupOf({ name, unit: shown }),
          value: finiteOrNull(value),
          mean: finiteOrNull(mean),
          deviation: finiteOrNull(deviation),
          light: lights[state],
          anomalies,
          totals: {
            since: totals.since,
            count: totals.count,
            min: finiteOrNull(totals.min),
            max: finiteOrNull(totals.max),
            mean: finiteOrNull(totals.mean)
          },
          derived: kind === 'derived',
          settings: own
        }
      })
  }
}
