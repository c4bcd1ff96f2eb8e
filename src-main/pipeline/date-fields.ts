import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import type { Chunk } from '@shared/model/batch'
import type { Item } from '@shared/model/item'

/** ISO 8601 as files have it: a space for the T, seconds, fractions and zone optional; between quotes or bare. */
const date = /"?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?"?/g
/** How much of the beginning tells whether a file has dates at all. */
const lookAt = 8192
const lineFeed = 10

/**
 * Turns dates in a file's lines into milliseconds since the epoch before the decoder sees them; a date without zone is
 * taken for UTC, so that a file reads the same everywhere. A file without a date in its first lines passes untouched.
 */
export function dateFields(): Coroutine<Item, readonly Item[]> {
  return coroutine('dates', function* (): Generator<readonly Item[], void, Item> {
    const held: Item[] = []
    let start = ''
    let item = yield []
    while (item.kind === 'chunk' && start.length + item.bytes.length < lookAt) {
      // A pipe's first reads are small, and lent: kept until there is enough to tell.
      held.push({ ...item, bytes: item.bytes.slice() })
      start += latin1(item.bytes, 0, item.bytes.length)
      item = yield []
    }
    if (item.kind === 'chunk') start += latin1(item.bytes, 0, Math.min(lookAt, item.bytes.length))
    const dated = new RegExp(date.source).test(start)
    const first: Item[] = [...held.splice(0), item]
    if (!dated) {
      item = yield first
      for (;;) item = yield [item]
    }
    let waiting: readonly Item[] = first
    // The line that a chunk cuts waits for its rest.
    let rest = ''
    for (;;) {
      const answers: Item[] = []
      for (const one of waiting)
        if (one.kind === 'chunk') {
          const whole = one.bytes.lastIndexOf(lineFeed) + 1
          const text = rest + latin1(one.bytes, 0, whole)
          rest = (whole > 0 ? '' : rest) + latin1(one.bytes, whole, one.bytes.length)
          if (whole > 0) answers.push(replaced(text, one))
        } else {
          if (rest !== '') answers.push(replaced(rest, { times: [0] }))
          rest = ''
          answers.push(one)
        }
      waiting = [yield answers]
    }
  })
}

function replaced(text: string, { times }: Pick<Chunk, 'times'>): Chunk {
  // Latin-1 keeps every byte as one character, whatever the file's encoding is.
  const bytes = new Uint8Array(Buffer.from(text.replace(date, milliseconds), 'latin1'))
  return { kind: 'chunk', bytes, ends: [bytes.length], times: [times[times.length - 1]] }
}

function milliseconds(all: string, day: string, minute: string, second = ':00', fraction = '', zone = 'Z'): string {
  const time = Date.parse(`${day}T${minute}${second}${zone}`)
  if (Number.isNaN(time)) return all
  const extra = fraction === '' ? 0 : Number(`0.${fraction.slice(1)}`) * 1000
  return String(time + extra)
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
}
