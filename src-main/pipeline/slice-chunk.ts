import type { Chunk } from '@shared/model/batch'

/** The chunk in pieces of at most `maximumBytes()` bytes, asked anew for each piece; views of the same bytes. */
export function* sliceChunk(chunk: Chunk, maximumBytes: () => number): Generator<Chunk, void, void> {
  const { bytes, ends, times } = chunk
  let from = 0
  let read = 0
  do {
    const to = Math.min(bytes.length, from + Math.max(1, maximumBytes()))
    if (from === 0 && to === bytes.length) {
      yield chunk
      return
    }
    const own: { ends: number[]; times: number[] } = { ends: [], times: [] }
    for (; read < ends.length; read++) {
      own.ends.push(Math.min(ends[read], to) - from)
      own.times.push(times[read])
      // The rest of a read that goes on in the next piece has the same time.
      if (ends[read] > to) break
    }
    yield { kind: 'chunk', bytes: bytes.subarray(from, to), ...own }
    from = to
  } while (from < bytes.length)
}
