import { z } from 'zod'
import { MovingWindow } from '../../signal/moving-window'
import { MovingWindowSnapshot } from '../../signal/moving-window-snapshot'
import { PerChannel } from './per-channel'
import { batchStage, type BatchStage, type StageOptions } from './stage'

export const StatisticsSnapshot = z.object({
  version: z.literal(1),
  channels: z.record(z.string(), MovingWindowSnapshot)
})
export type StatisticsSnapshot = z.infer<typeof StatisticsSnapshot>

/**
 * Adds `mean` and `deviation` of each channel's moving window to every batch. A changed window length keeps the last
 * samples; gaps and disconnections leave the windows as they are (the window is of samples, not of time).
 */
export function statisticsStage({ settings, columns }: StageOptions): BatchStage<StatisticsSnapshot> {
  const windows = new PerChannel(
    name => new MovingWindow(settings.of(name).window),
    (window, name) => window.resize(settings.of(name).window)
  )
  const running = batchStage(settings, {
    name: 'statistics',
    process(batch) {
      const { count, value } = batch
      const mean: Float64Array[] = []
      const deviation: Float64Array[] = []
      windows.of(batch.channels).forEach((window, channel) => {
        mean.push(columns.numbers(count))
        deviation.push(columns.numbers(count))
        window.advance(value[channel], count, mean[channel], deviation[channel])
      })
      return [{ ...batch, mean, deviation }]
    },
    reconfigure: () => windows.configure(),
    interrupt() {}
  })
  return Object.assign(running, {
    snapshot: () => ({ version: 1 as const, channels: windows.map(window => window.snapshot()) }),
    restore(snapshot: StatisticsSnapshot) {
      windows.restore(Object.entries(snapshot.channels), taken => MovingWindow.restore(taken))
      windows.configure()
    }
  })
}
