import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { systemClock } from '@shared/base/clock'
import { type ManualClock, manualClock } from '@shared/base/manual-clock'
import type { FolderCaptureStore } from '@main/captures'
import { decodeAgain } from '@main/captures/decode/decode-again'
import { capturesFolder } from '@main/captures/paths'
import { CaptureChain } from '@main/pipeline/capture-chain'
import { createJournal } from '@main/pipeline/journal'
import { Past } from '@main/pipeline/past'
import type { Conditions } from '@main/pipeline/processor'
import { startSession } from '@main/pipeline/session'
import { scriptedDevice } from '../../support/scripted-device'
import { openStore, query, recordOptions, temporaryFolder } from './temporary-store'

const folder = temporaryFolder()
/** Age of a capture at which it is rolled over, ms of the session's clock. */
let age = Infinity
let store: FolderCaptureStore
beforeAll(async () => {
  store = await openStore(folder.path, { rolling: () => ({ age, size: Infinity }), clock: rollingClock() })
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

let sessionClock: ManualClock = manualClock(0)
/** Sleeps as the system does, and tells the time of the session. */
function rollingClock(): typeof systemClock {
  return { ...systemClock, now: () => sessionClock.now() }
}

const conditions: Conditions = { format: 'auto', byteTime: 0, settings: {}, derived: [], triggers: [] }
const none = new AbortController().signal

/** A device sends texts, one every 10 ms, into a recording that rolls over every `every` ms. */
async function recorded(texts: readonly string[], every: number): Promise<{ chain: CaptureChain; accounts: unknown }> {
  age = every
  const clock = (sessionClock = manualClock(recordOptions.start))
  const device = scriptedDevice(clock)
  const rolled: string[] = []
  const recorder = store.record({ ...recordOptions, conditions }, capture => rolled.push(capture))
  const chain = new CaptureChain([], recorder.capture)
  const session = startSession({ id: 's', device, conditions, recorder, journal: createJournal(clock), clock })
  await clock.advance(0)
  for (const text of texts) {
    device.send(text)
    await clock.advance(10)
  }
  const closing = session.close()
  await clock.advance(0)
  await closing
  for (const capture of rolled) chain.roll(capture)
  return { chain, accounts: recorder.status().accounts }
}

/** Lines cut anywhere. */
const texts = fc
  .array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 0, max: 9 })), { minLength: 30, maxLength: 80 })
  .chain(rows => {
    const whole = `temp,load\n${rows.map(row => row.join(',')).join('\n')}\n`
    return fc
      .uniqueArray(fc.integer({ min: 1, max: whole.length - 1 }), { minLength: 4, maxLength: 12 })
      .map(cuts => [0, ...cuts.toSorted((a, b) => a - b), whole.length])
      .map(cuts => cuts.slice(1).map((cut, index) => whole.slice(cuts[index], cut)))
  })

describe('a recording that is rolled over', () => {
  test('is the same samples and bytes as one that is not, in captures that follow on each other', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async parts => {
        const plain = (await recorded(parts, Infinity)).chain.captures[0]
        const { chain, accounts } = await recorded(parts, 25)
        expect(chain.captures.length).toBeGreaterThan(1)
        const all = async (captures: readonly string[], sql: string): Promise<unknown[]> =>
          (await Promise.all(captures.map(capture => query(folder.path, capture, sql)))).flat()
        for (const sql of [
          'SELECT sample, time, temp, load FROM samples ORDER BY 1',
          'SELECT end_offset, time, chunk FROM reads ORDER BY 1'
        ])
          expect(await all(await withChannels(chain.captures, sql), sql)).toEqual(await all([plain], sql))
        const bytes = parts.join('').length
        expect(accounts).toMatchObject({
          received: bytes,
          bytesOnDisk: bytes,
          bytesWaiting: 0,
          bytesLost: 0,
          agree: true
        })
        const infos = (await store.list()).filter(({ run }) => run === chain.captures[0])
        expect(infos.map(({ id, part }) => [id, part])).toEqual(chain.captures.map((id, at) => [id, at + 1]))
      }),
      { numRuns: 6 }
    )
  }, 60_000)

  test('has parts that are each verified, with the joint to the one before', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async parts => {
        const { chain } = await recorded(parts, 25)
        for (const capture of chain.captures)
          expect(await verified(capture)).toMatchObject({ verdict: 'trusted', findings: [], deep: true })
      }),
      { numRuns: 2 }
    )
  }, 90_000)

  test('is one recording without a gap to whoever looks at it', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row}\n`)
    const { chain } = await recorded(['temp:0\n', ...rows.map(row => `temp:${row}`)], 50)
    const past = new Past(store.reader, chain, () => Infinity)
    const parts = await past.parts({ from: -Infinity, to: Infinity }, none)
    expect(parts.length).toBeGreaterThan(3)
    const seen: { value: number; gap: number; first: number }[] = []
    for await (const page of past.rows(parts, ['temp'], none))
      for (let row = 0; row < page.count; row++)
        seen.push({ value: page.value[0][row], gap: page.gap[row], first: page.first + row })
    expect(seen).toEqual([0, ...rows.map(Number)].map((value, row) => ({ value, gap: 0, first: row })))
    const sums = await past.sums.query(parts, { first: 0, last: 1e13, bucket: 1, channels: ['temp'] }, none)
    expect([...sums.gap].reduce((one, other) => one + other, 0)).toBe(0)
  })

  test('is decoded again part by part, each as if all before it had been read', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async parts => {
        const { chain } = await recorded(parts, 25)
        const last = chain.captures[chain.captures.length - 1]
        const options = { folder: capturesFolder(folder.path), clock: systemClock, signal: none }
        const { id } = await decodeAgain({ ...options, capture: last, recipe: {}, progress: () => undefined })
        const sql = 'SELECT * FROM samples ORDER BY sample'
        expect(await query(folder.path, id, sql)).toEqual(await query(folder.path, last, sql))
      }),
      { numRuns: 4 }
    )
  }, 60_000)
})

async function verified(capture: string): Promise<unknown> {
  const run = store.verify({ capture, deep: true }, none)
  for (;;) {
    const step = await run.next()
    if (step.done) return step.value
  }
}

/** Those that hold rows: without any there are no columns to ask for. */
async function withChannels(captures: readonly string[], sql: string): Promise<readonly string[]> {
  if (!sql.includes('temp')) return captures
  const counts = await Promise.all(
    captures.map(capture => query(folder.path, capture, 'SELECT count(*) FROM channels'))
  )
  return captures.filter((_, at) => counts[at][0][0] !== 0n)
}
