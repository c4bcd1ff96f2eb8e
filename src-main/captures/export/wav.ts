import { SignalboxError } from '@shared/base/errors'
import { identifier } from '../column-names'
import { rowsOf } from '../file/database'
import type { ExportJob, ExportPiece, ExportWriter } from './export-job'
import { readPages } from './read-pages'
import { type SampleRate, sampleRate } from './sample-rate'
import { WavFrames } from './wav-frames'
import { wavHeader } from './wav-header'

/** A RIFF file says its length in 32 bits. */
const longestFile = 2 ** 32 - 4096

/**
 * WAV: a track a channel, as 32-bit floats with the recorded numbers, or as 16-bit integers scaled to the largest one.
 * Every frame is one step of the rate later than the one before, whatever its sample's time; where buckets held no
 * samples, the last value goes on.
 */
export const wav: ExportWriter = {
  estimate: ({ source: { rows, columns }, order }) => rows * columns.length * bytesOf(order) + 4096,
  async write(job, output) {
    refuseOthers(job)
    const rate = await sampleRate(job)
    const scale = job.order.wavSample === 'int16' ? await scaleOf(job) : 1
    const size = rate.frames * job.source.columns.length * bytesOf(job.order)
    if (size > longestFile)
      throw new SignalboxError(
        'bad-input',
        `a WAV holds at most 4 GB, and this would be ${(size / 1e9).toFixed(1)} GB`,
        {
          remedy: 'Choose a shorter stretch, fewer channels or 16-bit integers.'
        }
      )
    await output.write(wavFile(job, rate, scale))
    return { rows: rate.frames, remark: remarkOf(job, rate, scale) }
  }
}

const bytesOf = ({ wavSample }: ExportJob['order']): number => (wavSample === 'int16' ? 2 : 4)

function refuseOthers({ source: { columns, rows }, order }: ExportJob): void {
  const refuse = (message: string, remedy: string): never => {
    throw new SignalboxError('bad-input', message, { remedy })
  }
  if (order.analysis) refuse('a WAV holds channels only', 'Export the analysis as CSV, Parquet or Arrow.')
  if (columns.length === 0 || rows < 2) refuse('there are no samples for a WAV', 'Choose a stretch that holds samples.')
  if (columns.length > 1024) refuse(`${columns.length} channels are too many for a WAV`, 'Choose some of them.')
}

/** What a step of a 16-bit integer stands for: the largest number of all channels becomes the largest integer. */
async function scaleOf({ source: { connection, from, columns } }: ExportJob): Promise<number> {
  const peaks = columns.map(({ column }) => {
    const name = identifier(column)
    return `max(abs(${name})) FILTER (WHERE isfinite(${name}))`
  })
  const [largest] = await rowsOf(connection, `SELECT ${peaks.join(', ')} FROM ${from}`)
  return Math.max(0, ...largest.map(Number)) / 32_767 || 1
}

function remarkOf({ source: { columns }, order }: ExportJob, { hertz, exact }: SampleRate, scale: number): string {
  const units = columns.map(({ name, unit }) => (unit === '' ? name : `${name} [${unit}]`)).join(', ')
  const values = order.wavSample === 'int16' ? `16-bit integers, value = integer * ${scale}` : '32-bit floats'
  return `${values}; ${hertz} Hz (measured ${exact.toPrecision(9)} Hz); tracks: ${units}`
}

async function* wavFile(job: ExportJob, rate: SampleRate, scale: number): AsyncGenerator<ExportPiece> {
  const { source, order, about } = job
  const isInteger = order.wavSample === 'int16'
  const format = { tracks: source.columns.length, bytes: bytesOf(order), isInteger, hertz: rate.hertz }
  const begin = new Date(source.firstTime).toISOString()
  const notes = { INAM: about.label, ICMT: `${remarkOf(job, rate, scale)}; begins ${begin}`, ISFT: 'Signalbox' }
  yield { bytes: wavHeader(format, rate.frames, notes), rows: 0 }
  const frames = new WavFrames(source.columns.length, isInteger ? 1 / scale : null)
  for await (const page of readPages(job)) {
    for (let row = 0; row < page.rows; row++) {
      const frame = rate.frameOf(page.time[row])
      while (frame !== null && frames.count < frame) if (frames.repeat()) yield { bytes: frames.take(), rows: 0 }
      // Rows that came since they were counted are not in the header.
      if (frames.count < rate.frames) frames.put(page.columns, row)
    }
    yield { bytes: frames.take(), rows: page.rows }
  }
}
