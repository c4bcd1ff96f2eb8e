import type { Chunk } from '@shared/model/batch'
import type { ImportPlan } from '@shared/model/import'
import type { Item } from '@shared/model/item'
import { createDecoder, createRejectList } from '../../decoders'
import { cellTime } from './cell-time'
import { lineStamp } from './line-stamp'
import { lineTexts } from './line-texts'
import { fileBytes } from './read-bytes'
import type { ReaderParts } from './reader'
import type { ImportTally } from './tally'
import { utf8Bytes } from './text-bytes'
import { wholeLines } from './whole-lines'

/**
 * Lines as a device sent them, read by the decoders that read devices: `label:value`, Teleplot, `key=value` and so on. The
 * time before a line is when it was read; lines without one came with the one before.
 */
export async function* readLog({ path, plan, tally, open }: ReaderParts, signal: AbortSignal): AsyncGenerator<Item> {
  const rejects = createRejectList()
  // Not 0, which would spread lines between the times of reads: here each line has its own.
  const decoder = createDecoder({ format: 'auto', byteTime: Number.MIN_VALUE, rejects })
  const stamp = stamper(plan, tally)
  const bytes = (open ?? fileBytes(path, length => (tally.read += length)))(signal)
  const tooLong = (at: number): void => tally.reject('too-long', at, 'the line is longer than a megabyte')

  function* decoded(item: Item): Generator<Item, void, void> {
    for (const answer of decoder.send(item)) {
      if (answer.kind === 'batch') tally.rows += answer.count
      if (answer.kind !== 'ended') yield answer
    }
  }

  try {
    for await (const piece of wholeLines(utf8Bytes(bytes, plan.encoding), tooLong)) {
      const chunk = stamp(lineTexts(piece))
      if (chunk) yield* decoded(chunk)
    }
    yield* decoded({ kind: 'ended', time: 0, reason: 'end-of-data' })
  } finally {
    decoder.stop()
    for (const [reason, count] of Object.entries(rejects.byReason))
      tally.rejected[reason] = (tally.rejected[reason] ?? 0) + count
    for (const { detail, text } of rejects.newest(20))
      tally.problems.push({ line: null, message: `${text}: ${detail}` })
  }
}

/** Lines as a chunk in which each is a read of its own, at its own time; null when none of them is left. */
function stamper(plan: ImportPlan, tally: ImportTally): (lines: readonly string[]) => Chunk | null {
  const read = cellTime(plan)
  const encoder = new TextEncoder()
  let line = 0
  let row = 0
  let last = -Infinity

  function timed(text: string): { text: string; time: number } {
    if (plan.timeStyle === 'rate') return { text, time: plan.start + (row++ * 1000) / plan.rate }
    const found = lineStamp(text)
    const time = found ? read(found.stamp) : NaN
    return Number.isNaN(time) ? { text, time: last } : { text: found?.text ?? text, time }
  }

  return lines => {
    const texts: string[] = []
    const times: number[] = []
    for (const raw of lines) {
      line++
      const { text, time } = timed(raw)
      // Before the first time nothing is known.
      if (text.trim() === '' || time === -Infinity) continue
      if (time < last) {
        tally.reject('time-goes-back', line, 'the time goes back')
        continue
      }
      last = time
      texts.push(`${text}\n`)
      times.push(time)
    }
    if (texts.length === 0) return null
    const parts = texts.map(text => encoder.encode(text))
    let end = 0
    const ends = parts.map(part => (end += part.length))
    return { kind: 'chunk', bytes: Buffer.concat(parts), ends, times }
  }
}
