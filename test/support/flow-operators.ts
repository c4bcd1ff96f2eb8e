import type { Clock } from '@shared/base/clock'
import {
  breaker,
  broadcast,
  buffer,
  filter,
  fromIterable,
  latest,
  map,
  merge,
  mergeByTime,
  paginate,
  pipe,
  retry,
  stateful,
  take,
  tap,
  timeout,
  type Source
} from '@shared/flow'
import type { Reading } from './flow-probe'

/** One operator under the common laws. */
export interface Subject {
  readonly name: string
  /** How many sources it joins. */
  readonly sources: number
  /** The operator over the sources; passes every reading on unless `lossy`. */
  build(sources: readonly Source<Reading>[], clock: Clock): Source<Reading>
  /** May skip readings, but never the last. */
  readonly lossy?: boolean
  /** All its streams are one. */
  readonly shared?: boolean
  /** Reads its sources by hand, so it owes them a bounded wait at the end. */
  readonly owner?: boolean
  /** Something stands between what reads by hand and the source. */
  readonly chained?: boolean
}

const queue = { capacity: 64 } as const

export const operators: readonly Subject[] = [
  {
    name: 'pipe of many of a kind',
    sources: 1,
    build: ([source]) => pipe(source, ...Array.from({ length: 9 }, () => tap<Reading>(() => undefined)))
  },
  {
    name: 'map',
    sources: 1,
    build: ([source]) =>
      pipe(
        source,
        map(reading => reading)
      )
  },
  {
    name: 'map with a promise',
    sources: 1,
    build: ([source]) =>
      pipe(
        source,
        map(async reading => reading)
      )
  },
  {
    name: 'filter',
    sources: 1,
    build: ([source]) =>
      pipe(
        source,
        filter(() => true)
      )
  },
  { name: 'take', sources: 1, build: ([source]) => pipe(source, take(1000)) },
  {
    name: 'tap',
    sources: 1,
    build: ([source]) =>
      pipe(
        source,
        tap(() => undefined)
      )
  },
  {
    name: 'stateful',
    sources: 1,
    build: ([source]) =>
      pipe(
        source,
        stateful<{ count: number }, Reading, Reading>({
          version: 1,
          initial: () => ({ count: 0 }),
          step(state, reading) {
            state.count++
            return reading
          }
        })
      )
  },
  ...(['wait', 'dropOldest', 'dropNewest', 'fail'] as const).map((whenFull): Subject => ({
    name: `buffer that is full: ${whenFull}`,
    sources: 1,
    owner: true,
    build: ([source], clock) => pipe(source, buffer({ ...queue, whenFull, clock }))
  })),
  {
    name: 'buffer of one that waits',
    sources: 1,
    owner: true,
    build: ([source], clock) => pipe(source, buffer({ capacity: 1, whenFull: 'wait', clock }))
  },
  {
    name: 'latest',
    sources: 1,
    owner: true,
    lossy: true,
    build: ([source], clock) => pipe(source, latest({ clock }))
  },
  { name: 'merge of one', sources: 1, owner: true, build: (sources, clock) => merge(sources, { clock }) },
  { name: 'merge of three', sources: 3, owner: true, build: (sources, clock) => merge(sources, { clock }) },
  {
    name: 'mergeByTime of three',
    sources: 3,
    owner: true,
    build: (sources, clock) => mergeByTime(sources, { whenLate: 'fail', clock })
  },
  {
    name: 'mergeByTime that waits 1 s at most',
    sources: 1,
    owner: true,
    build: (sources, clock) => mergeByTime(sources, { whenLate: 'fail', waitAtMost: 1000, clock })
  },
  {
    name: 'broadcast',
    sources: 1,
    owner: true,
    shared: true,
    build: ([source], clock) => broadcast(source, { clock }).subscribe({ ...queue, whenFull: 'wait' })
  },
  {
    name: 'retry',
    sources: 1,
    build: ([source], clock) => pipe(source, retry({ attempts: 3, delay: 10, when: () => false, clock }))
  },
  {
    name: 'breaker',
    sources: 1,
    build: ([source], clock) =>
      pipe(source, breaker({ name: 'the probe', failures: 3, openFor: () => 10, clock }).guard('fail'))
  },
  {
    name: 'timeout',
    sources: 1,
    owner: true,
    build: ([source], clock) => pipe(source, timeout({ milliseconds: 1e9, name: 'the probe', clock }))
  },
  {
    name: 'fromIterable',
    sources: 1,
    build:
      ([source]) =>
      signal =>
        fromIterable(() => source(signal))(signal)
  },
  {
    name: 'paginate',
    sources: 1,
    build: ([source]) => paged(source)
  },
  {
    name: 'a chain of five',
    sources: 1,
    chained: true,
    owner: true,
    build: ([source], clock) =>
      pipe(
        source,
        map(reading => reading),
        buffer({ ...queue, whenFull: 'wait', clock }),
        filter(() => true),
        timeout({ milliseconds: 1e9, name: 'the chain', clock }),
        tap(() => undefined)
      )
  }
]

/** Pages of one reading each, read from the probe. */
function paged(source: Source<Reading>): Source<Reading> {
  return async function* pages(signal) {
    let iterator: AsyncIterator<Reading> | undefined
    let over = false
    const stream = paginate<Reading, number>({
      first: 0,
      async fetch(cursor) {
        iterator ??= source(signal)[Symbol.asyncIterator]()
        try {
          const result = await iterator.next()
          over = result.done === true
          return result.done ? { items: [] } : { items: [result.value], next: cursor + 1 }
        } catch (error) {
          over = true
          throw error
        }
      }
    })
    try {
      yield* stream(signal)
    } finally {
      if (!over) await iterator?.return?.()
    }
  }
}
