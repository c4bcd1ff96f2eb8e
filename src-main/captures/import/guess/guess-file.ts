import type { ImportChoices, ImportFormat } from '@shared/model/import'
import { SignalboxError } from '@shared/base/errors'
import { guessCsv } from './csv'
import { guessEncoding, isBinary } from './encoding'
import { formatByMagic, formatOfText } from './format'
import { guessJsonLines } from './json-lines'
import { guessLog } from './log'
import { guessMcap } from './mcap'
import { guessParquet } from './parquet'
import { type Guess, type Sample, sampleText } from './sample'

const guesses: Readonly<Record<ImportFormat, (sample: Sample, choices: ImportChoices) => Guess | Promise<Guess>>> = {
  csv: guessCsv,
  jsonl: guessJsonLines,
  log: guessLog,
  parquet: guessParquet,
  mcap: guessMcap
}

/**
 * How a file is to be read, from its beginning and what somebody insists on.
 * @throws SignalboxError `bad-input` for what is no table of measurements at all.
 */
export async function guessFile(sample: Sample, choices: ImportChoices): Promise<Guess> {
  if (sample.bytes.length === 0)
    throw new SignalboxError('bad-input', `${sample.name} is empty`, { remedy: 'Choose another file.' })
  const format = choices.format ?? formatByMagic(sample.bytes) ?? textFormat(sample, choices)
  const guess = await guesses[format](sample, choices)
  if (guess.plan.columns.some(({ used }) => used)) return guess
  throw new SignalboxError('bad-input', `${sample.name} has no column of numbers that could be a channel`, {
    remedy: 'Look at the separator, the decimal sign and the lines before the header.'
  })
}

function textFormat(sample: Sample, { encoding }: ImportChoices): ImportFormat {
  const text = sampleText(sample, encoding ?? guessEncoding(sample.bytes))
  if (isBinary(text))
    throw new SignalboxError('bad-input', `${sample.name} is neither text nor Parquet nor MCAP`, {
      remedy: 'Export it as CSV, JSON lines, Parquet or MCAP with the program that wrote it.'
    })
  return formatOfText(text.split(/\r\n|\n|\r/, 400))
}
