// The generator kit's table of contents. What a source, a stage and a coroutine are is said in types.ts.
export type { Coroutine, CoroutineState, Source, Stage, WhenFull } from './types'

// Making
export { fromIterable } from './from-iterable'
export { paginate, type Page, type PaginateOptions } from './paginate'
export { publisher, type Publisher, type SubscribeOptions } from './publisher'

// One item at a time
export { pipe } from './pipe'
export { map } from './map'
export { filter } from './filter'
export { take } from './take'
export { tap } from './tap'
export { coroutine } from './coroutine'
export { stateful, type Checkpointed, type Snapshot, type StatefulDefinition } from './stateful'

// Queues
export { buffer, type BufferOptions } from './buffer'
export { latest } from './latest'
export type { QueueOptions } from './inbox'

// Several into one, one into several
export { merge } from './merge'
export { mergeByTime, type MergeByTimeOptions, type Timed } from './merge-by-time'
export { broadcast, type BroadcastOptions, type Hub } from './broadcast'

// When things go wrong
export { retry, type RetryOptions } from './retry'
export { backoff, type BackoffOptions } from './backoff'
export { breaker, type Breaker, type BreakerOptions, type BreakerState } from './breaker'
export { timeout, type TimeoutOptions } from './timeout'
export type { Patience } from './children'

// Running
export { pump, type PumpOptions, type PumpSummary } from './pump'
export { mapReduce, type MapReduceOptions } from './map-reduce'
export { schedule, type ScheduleOptions, type Scheduler, type Task, type TaskState } from './schedule'
