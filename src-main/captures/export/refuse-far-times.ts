import { SignalboxError } from '@shared/base/errors'
import type { ExportJob } from './export-job'
import { farthestTime } from './time-text'

/** @throws SignalboxError `bad-input` for times that 64 bits of nanoseconds cannot say. */
export function refuseFarTimes({ source }: Pick<ExportJob, 'source'>, format: string, earliest = -farthestTime): void {
  const { firstTime, lastTime, rows } = source
  if (rows === 0 || (firstTime >= earliest && lastTime <= farthestTime)) return
  throw new SignalboxError('bad-input', `${format} cannot hold times from ${firstTime} to ${lastTime} ms`, {
    remedy: 'Choose CSV, JSON lines or Parquet.'
  })
}
