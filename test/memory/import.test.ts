import { expect, test } from 'vitest'
import { readers } from '@main/captures/import/readers'
import { throughStages } from '@main/captures/import/through-stages'
import { ImportTally } from '@main/captures/import/tally'
import { preview } from '../unit/captures/import/imported'

const header = 'time,a,b,c\n'
const block = (first: number): string =>
  Array.from({ length: 5000 }, (_, row) => `${1.7e12 + first + row},${row / 8},${row % 7},0.123456789\n`).join('')

/** Memory that is in use, collected. */
function used(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

test('an import takes no more memory for 40 MB than for one, rows and stages included', async () => {
  const { plan } = await preview(header + block(0))
  const tally = new ImportTally()
  const blocks = 250
  const marks: number[] = []
  let bytes = 0
  async function* open(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(header)
    for (let at = 0; at < blocks; at++) {
      if (at % 50 === 10) marks.push(used())
      const piece = Buffer.from(block(5000 * at))
      bytes += piece.length
      yield piece
    }
  }
  const parts = { path: '', name: 'generated', plan, tally, open: () => open() }
  let rows = 0
  for await (const item of throughStages(readers.csv(parts, new AbortController().signal)))
    if (item.kind === 'batch') rows += item.count
  expect({ rows, rejected: tally.rejected }).toEqual({ rows: 5000 * blocks, rejected: {} })
  expect(bytes).toBeGreaterThan(40e6)
  // The first mark is taken once the stages' windows are full.
  expect(Math.max(...marks) - marks[1]).toBeLessThan(16 * 1024 * 1024)
}, 180_000)
