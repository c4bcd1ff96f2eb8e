import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Read } from '@main/devices/device'
import { coalesce } from '@main/pipeline/coalesce'
import { SignalboxError } from '@shared/base/errors'
import type { Chunk } from '@shared/model/batch'
import type { StreamEvent } from '@shared/model/event'
import type { Item } from '@shared/model/item'
import { ManualClock, settled } from './manual-clock'
import { manualSource } from './manual-source'

type Step = Read | StreamEvent | number

const read = (length: number, fill = 0): Read => ({ bytes: new Uint8Array(length).fill(fill), time: fill })
const mark = (label: string): StreamEvent => ({ kind: 'mark', time: 0, label })

function start(options: { maximumBytes?: number; maximumDelay?: number } = {}): {
  device: ReturnType<typeof manualSource>
  clock: ManualClock
  arrived: Item[]
  stop: AbortController
  done: Promise<unknown>
} {
  const device = manualSource()
  const clock = new ManualClock()
  const arrived: Item[] = []
  const stop = new AbortController()
  const items = coalesce({ maximumBytes: 16384, maximumDelay: 10, clock, ...options })(device.source)(stop.signal)
  const done = (async () => {
    for await (const item of items) arrived.push(item)
  })().catch((error: unknown) => error)
  return { device, clock, arrived, stop, done }
}

const lengths = (items: readonly Item[]): (number | string)[] =>
  items.map(item => (item.kind === 'chunk' ? item.bytes.length : item.kind))

describe('coalescing reads', () => {
  it('joins small reads and says where each ends and when it came', async () => {
    const { device, clock, arrived } = start()
    for (const fill of [1, 2, 3]) device.give(read(fill, fill))
    await settled()
    expect(arrived).toEqual([])
    await clock.advance(10)
    expect(arrived).toEqual([
      { kind: 'chunk', bytes: Uint8Array.of(1, 2, 2, 3, 3, 3), ends: [1, 3, 6], times: [1, 2, 3] }
    ])
  })

  it('lets no byte wait longer than the delay, counted from the first one that waits', async () => {
    const { device, clock, arrived } = start()
    device.give(read(5))
    await settled()
    await clock.advance(6)
    device.give(read(6))
    await clock.advance(2)
    expect(lengths(arrived)).toEqual([])
    await clock.advance(2)
    expect(lengths(arrived)).toEqual([11])
    device.give(read(7))
    await settled()
    await clock.advance(3)
    expect(lengths(arrived)).toEqual([11])
    await clock.advance(7)
    expect(lengths(arrived)).toEqual([11, 7])
  })

  it('sends a chunk when it is full, without waiting', async () => {
    const { device, arrived } = start({ maximumBytes: 100 })
    for (let count = 0; count < 7; count++) device.give(read(30))
    await settled()
    expect(lengths(arrived)).toEqual([90, 90])
  })

  it('keeps the delay for what comes after a full chunk went', async () => {
    const { device, clock, arrived } = start({ maximumBytes: 100 })
    device.give(read(60))
    await settled()
    await clock.advance(8)
    device.give(read(60))
    await settled()
    await clock.advance(4)
    expect(lengths(arrived)).toEqual([60])
    await clock.advance(6)
    expect(lengths(arrived)).toEqual([60, 60])
  })

  it('passes a large read at once and uncopied, after what was waiting', async () => {
    const { device, arrived } = start()
    const large = read(4096)
    device.give(read(3))
    device.give(large)
    await settled()
    expect(lengths(arrived)).toEqual([3, 4096])
    expect((arrived[1] as Chunk).bytes).toBe(large.bytes)
  })

  it('passes events at once, after what was read before them, and drops empty reads', async () => {
    const { device, clock, arrived } = start()
    device.give(read(0))
    device.give(read(2))
    device.give(mark('here'))
    device.give(read(0))
    await settled()
    expect(lengths(arrived)).toEqual([2, 'mark'])
    await clock.advance(100)
    expect(lengths(arrived)).toEqual([2, 'mark'])
  })

  it('delivers what is waiting when the stream ends, leaves no timer behind and closes the source', async () => {
    const { device, clock, arrived, done } = start()
    device.give(read(2))
    await settled()
    device.end()
    await done
    expect(lengths(arrived)).toEqual([2])
    expect(clock.sleeping).toBe(0)
    expect(device.log).toEqual(['opened', 'closed'])
  })

  it('delivers what was read before an error, then throws it', async () => {
    const { device, arrived, done, clock } = start()
    const error = new SignalboxError('disconnected', 'gone')
    device.give(read(2))
    device.end(error)
    expect(await done).toBe(error)
    expect(lengths(arrived)).toEqual([2])
    expect(clock.sleeping).toBe(0)
  })

  it('ends promptly when cancelled while the source is parked, having delivered everything', async () => {
    const { device, arrived, stop, done, clock } = start()
    device.give(read(2))
    await settled()
    stop.abort()
    expect(await done).toMatchObject({ code: 'cancelled' })
    expect(lengths(arrived)).toEqual([2])
    expect(clock.sleeping).toBe(0)
    expect(device.log).toEqual(['opened', 'closed'])
  })

  it('closes the source when the receiver leaves early', async () => {
    const device = manualSource()
    const clock = new ManualClock()
    const stage = coalesce({ maximumBytes: 16384, maximumDelay: 10, clock })
    for (let count = 0; count < 50; count++) device.give(read(4096))
    for await (const item of stage(device.source)(new AbortController().signal)) {
      expect(item.kind).toBe('chunk')
      break
    }
    expect(device.log).toEqual(['opened', 'closed'])
    expect(clock.sleeping).toBe(0)
  })

  it('gives up on a source that ignores its signal after a second', async () => {
    const clock = new ManualClock()
    const stubborn = async function* (): AsyncGenerator<Read> {
      yield read(5000)
      await new Promise(() => {})
    }
    const items = coalesce({ maximumBytes: 16384, maximumDelay: 10, clock })(stubborn)(new AbortController().signal)
    const iterator = items[Symbol.asyncIterator]()
    await iterator.next()
    const left = iterator.return?.()
    await settled()
    await clock.advance(1000)
    expect(await left).toEqual({ done: true, value: undefined })
  })

  it('reads at most one chunk ahead of a slow receiver', async () => {
    let reads = 0
    const endless = async function* (): AsyncGenerator<Read> {
      for (;;) {
        reads++
        yield read(4096)
      }
    }
    const clock = new ManualClock()
    const items = coalesce({ maximumBytes: 16384, maximumDelay: 10, clock })(endless)(new AbortController().signal)
    const iterator = items[Symbol.asyncIterator]()
    await iterator.next()
    await settled()
    expect(reads).toBeLessThanOrEqual(3)
    await iterator.return?.()
  })

  it('opens nothing before the first pull', async () => {
    const device = manualSource()
    coalesce({ maximumBytes: 1, maximumDelay: 1, clock: new ManualClock() })(device.source)(
      new AbortController().signal
    )
    await settled()
    expect(device.log).toEqual([])
  })

  it('loses, reorders and delays nothing, whatever the sizes and the timing', async () => {
    const step: fc.Arbitrary<Step> = fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 60 }).map(length => read(length)) },
      { weight: 1, arbitrary: fc.integer({ min: 4000, max: 5000 }).map(length => read(length)) },
      { weight: 1, arbitrary: fc.string({ maxLength: 3 }).map(mark) },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: 15 }) }
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.integer({ min: 1, max: 200 }),
        async (steps, maximumBytes) => {
          const { device, clock, arrived, done } = start({ maximumBytes })
          let sequence = 0
          const sent: (Read | StreamEvent)[] = []
          const waitingSince = new Map<number, number>()
          const deliveredReads = (): number =>
            arrived.reduce((count, item) => count + (item.kind === 'chunk' ? item.ends.length : 0), 0)
          for (const given of steps) {
            if (typeof given === 'number') {
              for (let millisecond = 0; millisecond < given; millisecond++) {
                await clock.advance(1)
                for (const [number, since] of waitingSince)
                  if (number >= deliveredReads()) expect(clock.now() - since).toBeLessThan(10)
              }
              continue
            }
            const item = 'kind' in given ? given : { bytes: given.bytes.map(() => sequence % 251), time: sequence }
            sent.push(item)
            if (!('kind' in item) && item.bytes.length > 0) waitingSince.set(sequence++, clock.now())
            device.give(item)
            await settled()
          }
          device.end()
          expect(await done).toBeUndefined()
          const full = sent.filter(item => 'kind' in item || item.bytes.length > 0)
          const back = arrived.flatMap((item): readonly (Item | Read)[] => {
            if (item.kind !== 'chunk') return [item]
            if (item.ends.length > 1) expect(item.bytes.length).toBeLessThanOrEqual(maximumBytes)
            return item.ends.map((end, index) => ({
              bytes: item.bytes.slice(index === 0 ? 0 : item.ends[index - 1], end),
              time: item.times[index]
            }))
          })
          expect(back).toEqual(full)
        }
      ),
      { numRuns: 60 }
    )
  })
})
