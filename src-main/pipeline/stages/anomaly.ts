import { finiteOrNull, type EventOf } from '@shared/model/event'
import { z } from 'zod'
import { AnomalyDetector, AnomalySnapshot } from '../../signal/anomaly'
import { PerChannel } from './per-channel'
import { batchStage, type BatchStage, type StageOptions } from './stage'

export const AnomaliesSnapshot = z.object({ version: z.literal(1), channels: z.record(z.string(), AnomalySnapshot) })
export type AnomaliesSnapshot = z.infer<typeof AnomaliesSnapshot>

/**
 * Adds `score` and `anomaly` to every batch, and an `anomaly` event after it for each sample that begins a run of
 * anomalous ones. Works on the statistics stage's columns, so it comes after it. Gaps and disconnections end no run.
 */
export function anomalyStage({ settings, columns }: StageOptions): BatchStage<AnomaliesSnapshot> {
  const create = (name: string): AnomalyDetector => {
    const { anomaly, window } = settings.of(name)
    return new AnomalyDetector(anomaly, window)
  }
  const detectors = new PerChannel(create, (detector, name) =>
    detector.configure(settings.of(name).anomaly, settings.of(name).window)
  )
  const running = batchStage(settings, {
    name: 'anomaly',
    process(batch) {
      const { channels, count, first, time } = batch
      const score: Float64Array[] = []
      const anomaly: Uint8Array[] = []
      const events: EventOf<'anomaly'>[] = []
      detectors.of(channels).forEach((detector, channel) => {
        score.push(columns.numbers(count))
        anomaly.push(columns.flags(count))
        const value = batch.value[channel]
        const edges = detector.judge({
          count,
          value,
          mean: batch.mean[channel],
          deviation: batch.deviation[channel],
          score: score[channel],
          anomaly: anomaly[channel]
        })
        for (const row of edges)
          events.push({
            kind: 'anomaly',
            time: time[row],
            channel: channels[channel].name,
            sample: first + row,
            value: finiteOrNull(value[row]),
            score: finiteOrNull(score[channel][row])
          })
      })
      return [{ ...batch, score, anomaly }, ...events]
    },
    reconfigure: () => detectors.configure(),
    interrupt() {}
  })
  return Object.assign(running, {
    snapshot: () => ({ version: 1 as const, channels: detectors.map(detector => detector.snapshot()) }),
    restore(snapshot: AnomaliesSnapshot) {
      detectors.restore(Object.entries(snapshot.channels), (taken, name) => {
        const detector = create(name)
        detector.restore(taken)
        return detector
      })
    }
  })
}
