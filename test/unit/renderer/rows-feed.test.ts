import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { manualClock } from '@shared/base/manual-clock'
import type { RowsFrame } from '@shared/wire/live'
import { RowRing } from '@renderer/composables/row-ring'
import type { RowsRequest, RowsSource, RowsTarget } from '@renderer/connection/follow-rows'
import { RowsFeed } from '@renderer/connection/rows-feed'

const target = (change: Partial<RowsTarget> = {}): RowsTarget => ({
  session: 's',
  channels: [0],
  limit: 100,
  span: Infinity,
  stretch: null,
  interval: 100,
  ...change
})

function frame(times: readonly number[], channels = 1): RowsFrame {
  return {
    subscription: 1,
    first: 0,
    rows: times.length,
    time: Float64Array.from(times),
    gap: new Uint8Array(times.length),
    value: Array.from({ length: channels }, (_, at) => Float64Array.from(times, time => time * 10 + at))
  }
}

/** A device that has a row every millisecond from 0 on, as far as the clock has come. */
function scripted(): {
  feed: RowsFeed
  source: RowsSource
  asked: RowsRequest[]
  clock: ReturnType<typeof manualClock>
  problems: unknown[]
  failing: { now: boolean }
  changes: () => number
} {
  const clock = manualClock(1000)
  const asked: RowsRequest[] = []
  const problems: unknown[] = []
  const failing = { now: false }
  let changes = 0
  const source: RowsSource = {
    async rows(request) {
      asked.push(request)
      if (failing.now) throw new Error('no such session')
      const from = Math.floor(request.from ?? -1) + 1
      const to = Math.floor(request.to ?? clock.now())
      const times = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
      return frame(times.slice(-request.limit), request.channels.length)
    }
  }
  const feed = new RowsFeed({ clock, onChange: () => changes++, onProblem: problem => problems.push(problem) })
  return { feed, source, asked, clock, problems, failing, changes: () => changes }
}

const ends = ({ window }: RowsFeed): readonly (number | undefined)[] => [window.time[0], window.time.at(-1)]

describe('the rows behind a panel', () => {
  it('asks for all there is once, and then only for what is new', async () => {
    const { feed, source, asked, clock } = scripted()
    feed.follow(source, target())
    await clock.advance(0)
    expect(ends(feed)).toEqual([901, 1000])
    await clock.advance(250)
    expect(asked.map(({ from }) => from)).toEqual([null, 1000, 1100])
    expect(ends(feed)).toEqual([1101, 1200])
    expect([...feed.window.value[0]]).toEqual([...feed.window.time].map(time => time * 10))
    feed.dispose()
    expect((await clock.advance(1000), asked)).toHaveLength(3)
  })

  it('loses none of the rows that share one time, however they are cut into answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 5 }), { maxLength: 8 }),
        async steps => {
          const clock = manualClock(1000)
          const there: number[] = []
          const source: RowsSource = {
            async rows({ from, after = null, limit }) {
              const numbers = there.flatMap((time, number) =>
                from === null || time > from || (time === from && after !== null && number > after) ? [number] : []
              )
              const wanted = numbers.slice(-limit)
              const values = Float64Array.from(wanted)
              const time = values.map(number => there[number])
              const gap = new Uint8Array(wanted.length)
              return { subscription: 1, first: wanted[0] ?? 0, rows: wanted.length, time, gap, value: [values] }
            }
          }
          const feed = new RowsFeed({ clock, onChange: () => undefined, onProblem: () => undefined })
          feed.follow(source, target())
          for (const step of steps) {
            for (const forward of step) there.push((there.at(-1) ?? 0) + forward)
            await clock.advance(100)
          }
          await clock.advance(100)
          expect([...(feed.window.value[0] ?? [])]).toEqual(there.map((_, number) => number))
          feed.dispose()
        }
      ),
      { numRuns: 50 }
    )
  })

  it('begins where the span does, by the clock of the device', async () => {
    const { feed, source, asked, clock } = scripted()
    feed.follow(source, target({ span: 40 }))
    await clock.advance(0)
    expect(asked.map(({ from, limit }) => [from, limit])).toEqual([
      [null, 1],
      [960, 100]
    ])
    await clock.advance(100)
    expect(ends(feed)).toEqual([1060, 1100])
    feed.dispose()
  })

  it('asks nothing while it sleeps, and for all it missed when it wakes', async () => {
    const { feed, source, asked, clock } = scripted()
    feed.follow(source, target())
    await clock.advance(0)
    feed.sleep(true)
    await clock.advance(5000)
    expect(asked).toHaveLength(1)
    feed.sleep(false)
    await clock.advance(0)
    expect(asked[1]).toMatchObject({ from: 1000, limit: 100 })
    expect(ends(feed)).toEqual([5901, 6000])
    feed.dispose()
  })

  it('asks for a stretch once, and follows again after it', async () => {
    const { feed, source, asked, clock } = scripted()
    feed.follow(source, target())
    await clock.advance(0)
    feed.follow(source, target({ stretch: { from: 200, to: 250 } }))
    expect(feed.window.rows).toBe(100)
    await clock.advance(1000)
    feed.sleep(true)
    feed.sleep(false)
    await clock.advance(1000)
    expect(asked).toHaveLength(2)
    expect(ends(feed)).toEqual([201, 250])
    feed.follow(source, target())
    await clock.advance(0)
    expect(ends(feed)).toEqual([2901, 3000])
    feed.dispose()
  })

  it('never shows rows of other channels, and begins anew for them', async () => {
    const { feed, source, clock } = scripted()
    feed.follow(source, target())
    await clock.advance(0)
    feed.follow(source, target({ channels: [3, 4] }))
    expect([feed.window.rows, feed.window.value]).toEqual([0, [new Float64Array(0), new Float64Array(0)]])
    await clock.advance(0)
    expect(feed.window.value.map(column => column.at(-1))).toEqual([10_000, 10_001])
    feed.dispose()
  })

  it('asks for rows that a shorter window had dropped, and for none when it gets shorter', async () => {
    const { feed, source, asked, clock } = scripted()
    feed.follow(source, target({ limit: 10 }))
    await clock.advance(0)
    feed.follow(source, target({ limit: 500 }))
    await clock.advance(0)
    expect(feed.window.rows).toBe(500)
    feed.follow(source, target({ limit: 20 }))
    await clock.advance(0)
    expect(asked.at(-1)!.from).toBe(1000)
    expect(feed.window.rows).toBe(20)
    feed.dispose()
  })

  it('asks again after a failure, keeps what it has, and says when it is over', async () => {
    const { feed, source, clock, problems, failing } = scripted()
    feed.follow(source, target())
    await clock.advance(0)
    failing.now = true
    await clock.advance(100)
    expect(problems.at(-1)).toEqual(new Error('no such session'))
    expect(feed.window.rows).toBe(100)
    failing.now = false
    await clock.advance(1000)
    expect(problems.at(-1)).toBeNull()
    expect(ends(feed)[1]).toBe(2100)
    feed.dispose()
  })

  it('is empty without a target', async () => {
    const { feed, source, clock, changes } = scripted()
    feed.follow(source, target())
    await clock.advance(0)
    const before = changes()
    feed.follow(source, null)
    expect([feed.window.rows, changes()]).toEqual([0, before + 1])
    expect(clock.sleeping).toBe(0)
  })
})

describe('the ring of rows', () => {
  it('holds the newest rows within both bounds, whatever comes, and no more memory than twice the bound', () => {
    const sizes = fc.array(fc.nat({ max: 700 }), { maxLength: 30 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 800 }), (counts, limit, span) => {
        const ring = new RowRing()
        ring.reset(2)
        ring.bound(limit, span)
        const all: number[] = []
        for (const count of counts) {
          const times = Array.from({ length: count }, (_, at) => all.length + at)
          all.push(...times)
          ring.add(frame(times, 2))
          const expected = all.slice(-Math.min(limit, span + 1))
          expect([...ring.time]).toEqual(expected)
          expect([...ring.value[1]]).toEqual(expected.map(time => time * 10 + 1))
        }
        expect(ring.total).toBe(all.length)
        expect(ring.bytes).toBeLessThanOrEqual(Math.max(256, 2 * limit) * (3 * 8 + 1))
      }),
      { numRuns: 60 }
    )
  })
})
