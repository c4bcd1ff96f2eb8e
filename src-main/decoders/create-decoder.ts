import { coroutine } from '@shared/flow/coroutine'
import type { Chunk } from '@shared/model/batch'
import type { FormatChoice } from '@shared/model/format'
import type { Item } from '@shared/model/item'
import type { Decoder, DecoderOptions, DecoderStatus } from './decoder'
import { DecoderWork, type Signal } from './decoder-work'
import type { Verdict } from './detect'
import { detecting } from './detecting'
import { LineFrame } from './line-frame'
import type { FormatReader } from './reader'
import { layoutOf, reading } from './reading'

const nothing: readonly Item[] = []
/** After so many lines the share of good ones counts for the confidence, not the guess from the first. */
const provenAfter = 50

/** What is being read, and the counts when that began. */
interface Current {
  readonly verdict: Verdict
  readonly reader: FormatReader
  readonly rows: number
  readonly rejected: number
}

/**
 * A decoder for one device's bytes. Two coroutines: the outer one is sent items and answers items; inside it one lives
 * through detecting and reading, and is resumed whenever whole lines are at hand, in the middle of whatever it does.
 */
export function createDecoder(options: DecoderOptions): Decoder {
  const work = new DecoderWork(options.format, options.byteTime, options.rejects, options.known)
  const { table, times, misfits } = work
  let current: Current | null = null
  let chosen: FormatChoice | null = null

  function show(verdict: Verdict, reader: FormatReader): void {
    const forced = work.choice !== 'auto'
    current = { verdict, reader, rows: table.total, rejected: options.rejects.total }
    const confidence = forced ? 1 : verdict.confidence
    table.emit({ kind: 'format', time: table.now, name: verdict.name, confidence, forced })
  }

  const life = coroutine<Signal, void>('format', function* (): Generator<void, void, Signal> {
    yield
    for (;;) {
      const detection = yield* detecting(work)
      yield* reading(work, detection, show)
      current = null
    }
  })

  const frame = new LineFrame({
    lines(bytes, from, to, shift) {
      times.shift = shift
      work.bytes = bytes
      work.at = from
      work.to = to
      life.send('lines')
    },
    tooLong(bytes, length, end) {
      times.shift = 0
      misfits.reject('too-long', 'no line end within 64 KiB', { bytes, start: 0, end: length, time: times.at(end) })
    }
  })

  function readChunk(chunk: Chunk): void {
    times.begin(chunk)
    table.now = chunk.times[0] ?? table.now
    if (chosen !== null) {
      work.choice = chosen
      chosen = null
      life.send('chosen')
    }
    frame.feed(chunk.bytes)
    times.finish()
  }

  /** What was begun will not be continued. */
  function breakOff(): void {
    const cut = frame.rest()
    if (cut !== null)
      misfits.add('cut-by-gap', 'the rest of the line was lost', {
        bytes: cut.bytes,
        start: 0,
        end: cut.end - 1,
        time: times.newest
      })
    life.send('break')
    times.forget()
    misfits.begin()
  }

  /** The last line needs no line end. */
  function end(): void {
    const last = frame.rest()
    times.pin(times.newest)
    if (last !== null) {
      work.bytes = last.bytes
      work.at = 0
      work.to = last.end
      life.send('lines')
    }
    life.send('ended')
    times.pin(null)
  }

  function accept(item: Item): readonly Item[] {
    switch (item.kind) {
      case 'chunk':
        if (item.bytes.length === 0) return nothing
        table.begin()
        readChunk(item)
        return table.finish()
      case 'gap':
      case 'disconnected':
      case 'connected':
        table.begin()
        breakOff()
        table.emit(item)
        return table.finish()
      case 'ended':
        table.begin()
        end()
        table.emit(item)
        return table.finish()
      default:
        return [item]
    }
  }

  const decoder = coroutine<Item, readonly Item[]>('decoder', function* (): Generator<readonly Item[], void, Item> {
    try {
      let item = yield nothing
      for (;;) item = yield accept(item)
    } finally {
      life.stop()
    }
  })

  function status(): DecoderStatus {
    const { choice } = work
    if (chosen !== null) return { choice: chosen, name: chosen === 'auto' ? null : chosen, confidence: 0, detail: '' }
    if (current === null) {
      const name = choice === 'auto' ? null : choice
      return { choice, name, confidence: name === null ? 0 : 1, detail: 'waiting for lines' }
    }
    const { verdict, reader, rows, rejected } = current
    if (choice !== 'auto') return { choice, name: verdict.name, confidence: 1, detail: reader.detail }
    const good = table.total - rows
    const lines = good + options.rejects.total - rejected
    const proof = Math.min(1, lines / provenAfter)
    const confidence =
      lines === 0 ? verdict.confidence : (1 - proof) * verdict.confidence + proof * 0.99 * (good / lines)
    return { choice, name: verdict.name, confidence, detail: reader.detail }
  }

  return {
    name: decoder.name,
    get state() {
      return decoder.state
    },
    get status() {
      return status()
    },
    get layout() {
      return layoutOf(current?.reader) ?? work.known
    },
    send: item => decoder.send(item),
    fail: error => decoder.fail(error),
    stop: () => decoder.stop(),
    choose(format) {
      chosen = format
    }
  }
}
