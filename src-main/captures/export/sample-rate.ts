import { SignalboxError } from '@shared/base/errors'
import { identifier } from '../column-names'
import { rowsOf } from '../file/database'
import { double } from '../file/export-sql'
import type { ExportJob } from './export-job'

export interface SampleRate {
  /** Whole, as a WAV wants it. */
  readonly hertz: number
  readonly exact: number
  readonly frames: number
  /** Which frame the row of a time is; null where it is simply the next. */
  frameOf(time: number): number | null
}

/** A sample may be half a step beside its place, or this, ms: a USB bridge holds bytes back for 16 ms and more. */
const tolerance = 50

/**
 * The rate at which rows follow on one another.
 * @throws SignalboxError `bad-input` when there is none: samples are missing or not evenly spaced.
 */
export async function sampleRate(job: ExportJob): Promise<SampleRate> {
  const { rows, firstTime, lastTime } = job.source
  if (!job.order.resample) {
    const step = (lastTime - firstTime) / (rows - 1)
    await refuseUneven(job, step)
    return rated(step, { frames: rows, frameOf: () => null })
  }
  const { step } = job.order.resample
  const frameOf = (time: number): number => Math.round((time - firstTime) / step)
  return rated(step, { frames: frameOf(lastTime) + 1, frameOf })
}

function rated(step: number, rest: Pick<SampleRate, 'frames' | 'frameOf'>): SampleRate {
  const exact = 1000 / step
  const hertz = Math.round(exact)
  if (!(hertz >= 1 && hertz < 2 ** 31))
    throw new SignalboxError('bad-input', `a WAV cannot have ${exact} samples a second`, {
      remedy: 'Choose another format, or resample.'
    })
  return { ...rest, exact, hertz }
}

async function refuseUneven({ source }: ExportJob, step: number): Promise<void> {
  const { connection, from, columns, firstTime } = source
  const empty = columns.map(({ column }) => `${identifier(column)} IS NULL`).join(' OR ')
  const place = `${double(firstTime)} + (row_number() OVER () - 1) * ${double(step)}`
  const [found] = await rowsOf(
    connection,
    `SELECT max(abs(time - place)), max(number) - min(number) + 1 - count(*), count(*) FILTER (WHERE missing) FROM (SELECT time, ${place} AS place, sample AS number, ${empty} AS missing FROM ${from})`
  )
  const [beside, lost, missing] = found.map(Number)
  const why =
    lost > 0
      ? `${lost} samples were not recorded`
      : missing > 0
        ? `${missing} rows do not have a value of every channel`
        : beside > Math.max(tolerance, step / 2)
          ? `samples are up to ${beside.toFixed(1)} ms beside an even rate of ${(1000 / step).toPrecision(4)} Hz`
          : ''
  if (why === '') return
  throw new SignalboxError('bad-input', `a WAV needs evenly spaced samples, but ${why}`, {
    remedy: 'Resample, or choose a stretch without gaps and channels that come together.'
  })
}
