import { finiteOrNull } from '@shared/model/event'
import { TriggerHit, type TriggerSettings, type TriggerStatus } from '@shared/model/trigger'
import { z } from 'zod'
import { type ConditionWatch, type TriggerChannel, type TriggerRows, watchCondition } from './trigger-conditions'

/** A trigger as plain data, JSON safe. */
export const TriggerSnapshot = z.object({
  version: z.literal(1),
  stopped: z.boolean(),
  number: z.number().int().min(0),
  last: TriggerHit.nullable(),
  pending: TriggerHit.nullable(),
  /** Nothing fires before this time, ms; null: anything may. */
  quietUntil: z.number().nullable(),
  waitingSince: z.number().nullable(),
  memory: z.array(z.tuple([z.string(), z.number()]))
})
export type TriggerSnapshot = z.infer<typeof TriggerSnapshot>

/** A trigger fires at most this often, ms of sample time: ten times a second, however often its condition is fulfilled. */
export const shortestDistance = 100

const noRows: TriggerRows = { first: 0, count: 0, time: new Float64Array(0), channels: [] }
type Phase = Generator<void, void, TriggerRows>

/**
 * One trigger over the rows of a session. Every phase is a sub-generator that goes through the rows in a tight loop and
 * yields for more; it returns when the next phase begins, in the middle of a batch if need be. What it knows is plain
 * data beside them, so that it can be written down.
 *
 * Exactly: it fires at the first sample that fulfils the condition while it is armed and `holdoff` (at least
 * `shortestDistance`) has passed since it last fired; then its stretch is captured until the first sample at or after
 * `to`. A forced hit (mode `auto`) gives way to a real one at once. See docs/decisions/0007.
 */
export class Trigger {
  readonly settings: TriggerSettings
  readonly #memory: Map<string, number>
  readonly #watch: ConditionWatch
  #rows = noRows
  #row = 0
  #hits: TriggerHit[] = []
  #running: Phase
  #stopped: boolean
  #number: number
  #last: TriggerHit | null
  #pending: TriggerHit | null
  #quietUntil: number
  #waitingSince: number | null

  /** `memory`: what is known of the channels already, see `ConditionMemory`. */
  constructor(
    settings: TriggerSettings,
    begin: { readonly taken?: TriggerSnapshot; readonly memory?: Iterable<readonly [string, number]> } = {}
  ) {
    const { taken, memory = [] } = begin
    this.settings = settings
    this.#memory = new Map(taken?.memory ?? memory)
    this.#watch = watchCondition(settings.condition, this.#memory)
    this.#stopped = taken?.stopped ?? false
    this.#number = taken?.number ?? 0
    this.#last = taken?.last ?? null
    this.#pending = taken?.pending ?? null
    this.#quietUntil = taken?.quietUntil ?? -Infinity
    this.#waitingSince = taken?.waitingSince ?? null
    this.#running = this.#begin()
  }

  get status(): TriggerStatus {
    const state = this.#stopped ? 'stopped' : this.#pending ? 'capturing' : 'armed'
    return { settings: this.settings, state, last: this.#last }
  }

  /** Goes through the rows; answers the hits in them that an event made, in order. */
  advance(rows: TriggerRows): readonly TriggerHit[] {
    this.#hits = []
    this.#running.next(rows)
    return this.#hits
  }

  /** Arms it anew, or stops it. A stretch that is not complete is given up. */
  arm(armed: boolean): void {
    this.#stopped = !armed
    this.#pending = null
    this.#quietUntil = -Infinity
    this.#waitingSince = null
    if (this.settings.condition.kind === 'level' || this.settings.condition.kind === 'edge') this.#memory.clear()
    this.#running = this.#begin()
  }

  /** Nothing is known about the time since the last sample. `over`: nothing comes any more, or not soon. */
  interrupt(over: boolean): void {
    this.#watch.interrupt()
    if (!over || !this.#pending) return
    this.#complete(this.#pending)
    this.#running = this.#begin()
  }

  snapshot(): TriggerSnapshot {
    return {
      version: 1,
      stopped: this.#stopped,
      number: this.#number,
      last: this.#last,
      pending: this.#pending,
      quietUntil: finiteOrNull(this.#quietUntil),
      waitingSince: this.#waitingSince,
      memory: [...this.#memory]
    }
  }

  #begin(): Phase {
    const running = this.#run()
    running.next()
    return running
  }

  *#run(): Phase {
    this.#take(yield)
    for (;;) {
      if (this.#stopped) yield* this.#resting()
      else if (this.#pending) yield* this.#capturing(this.#pending)
      else yield* this.#armed()
    }
  }

  #take(rows: TriggerRows): void {
    this.#rows = rows
    this.#row = 0
  }

  /** Stopped: the condition is followed all the same, so that a later arming knows what was before. */
  *#resting(): Phase {
    while (this.#stopped) {
      this.#watch.pass(this.#rows, this.#row, this.#rows.count)
      this.#take(yield)
    }
  }

  *#armed(): Phase {
    const { mode, autoAfter } = this.settings
    while (!this.#pending) {
      const rows = this.#rows
      const { count, time } = rows
      if (this.#row < count) this.#waitingSince ??= time[this.#row]
      const open = firstFrom(time, this.#row, count, this.#quietUntil)
      this.#watch.pass(rows, this.#row, open)
      const due = mode === 'auto' ? firstFrom(time, open, count, (this.#waitingSince ?? Infinity) + autoAfter) : count
      const found = this.#watch.next(rows, open, Math.min(due + 1, count))
      const [forcedOf] = rows.channels
      if (found) this.#fire(found, false)
      else if (due < count && forcedOf) this.#fire({ row: due, channel: forcedOf }, true)
      else {
        // Without its channel there is nothing that could be shown, forced or not.
        this.#watch.pass(rows, Math.min(due + 1, count), count)
        this.#take(yield)
      }
    }
  }

  *#capturing(hit: TriggerHit): Phase {
    while (hit.to > hit.time) {
      const rows = this.#rows
      const end = firstFrom(rows.time, this.#row, rows.count, hit.to)
      const found = hit.forced ? this.#watch.next(rows, this.#row, end) : null
      if (found) return this.#fire(found, false)
      if (!hit.forced) this.#watch.pass(rows, this.#row, end)
      this.#row = end
      if (end < rows.count) break
      this.#take(yield)
    }
    this.#complete(hit)
  }

  #fire({ row, channel }: { readonly row: number; readonly channel: TriggerChannel }, forced: boolean): void {
    const { before, after, holdoff } = this.settings
    const { first, time: times } = this.#rows
    const time = times[row]
    const value = finiteOrNull(channel.value[row])
    this.#number++
    this.#pending = {
      number: this.#number,
      time,
      sample: first + row,
      channel: channel.name,
      value,
      from: time - before,
      to: time + after,
      forced
    }
    this.#row = row + 1
    this.#waitingSince = time
    if (forced) return
    this.#watch.fired()
    this.#quietUntil = time + Math.max(holdoff, shortestDistance)
    this.#hits.push(this.#pending)
  }

  #complete(hit: TriggerHit): void {
    this.#last = hit
    this.#pending = null
    if (this.settings.mode === 'single') this.#stopped = true
  }
}

/** The first row from `from` on whose time is at least `time`; `count` when there is none. Times never decrease. */
function firstFrom(times: Float64Array, from: number, count: number, time: number): number {
  let [low, high] = [from, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle] >= time) high = middle
    else low = middle + 1
  }
  return low
}
