import type { Clock } from '@shared/base/clock'
import { RowRing } from '../composables/row-ring'
import { followRows, type LastRow, lastRowOf, type RowsSource, type RowsTarget } from './follow-rows'

export interface RowsFeedOptions {
  readonly clock: Clock
  /** The window has changed. */
  onChange(): void
  onProblem(problem: unknown): void
}

/**
 * The rows behind one panel: asks for what is new while it is awake, keeps what it has while it sleeps. What was shown
 * stays until what was asked for instead has come, except that rows of other channels never stay.
 */
export class RowsFeed {
  readonly window = new RowRing()
  #target: RowsTarget | null = null
  #source: RowsSource | null = null
  /** Whether the window holds what the target asks for, all of it or the beginning. */
  #begun = false
  /** The newest row that came. */
  #last: LastRow | null = null
  #awake = true
  #run: AbortController | null = null
  readonly #options: RowsFeedOptions

  constructor(options: RowsFeedOptions) {
    this.#options = options
  }

  /** Keeps the window at `target` from now on; null empties it. The same target again changes nothing. */
  follow(source: RowsSource | null, target: RowsTarget | null): void {
    const before = this.#target
    if (source === this.#source && JSON.stringify(before) === JSON.stringify(target)) return
    this.#source = source
    this.#target = target
    const sameColumns = before?.session === target?.session && before?.channels.join() === target?.channels.join()
    const follows = sameColumns && before?.stretch === null && target?.stretch === null
    // A longer window wants rows that were dropped; a shorter one has them all.
    this.#begun &&= follows && target!.limit <= before!.limit && target!.span <= before!.span
    if (!sameColumns || !target) {
      this.window.reset(target?.channels.length ?? 0)
      this.#options.onChange()
    }
    if (this.#begun && target) this.window.bound(target.limit, target.span)
    this.#start()
  }

  /** Asks nothing until it wakes. */
  sleep(asleep: boolean): void {
    if (this.#awake === !asleep) return
    this.#awake = !asleep
    this.#start()
  }

  dispose(): void {
    this.#run?.abort()
    this.#target = null
  }

  #start(): void {
    this.#run?.abort()
    const [source, target] = [this.#source, this.#target]
    if (!source || !target || !this.#awake || (target.stretch && this.#begun)) return
    this.#run = new AbortController()
    void this.#follow(source, target, this.#run.signal)
  }

  async #follow(source: RowsSource, target: RowsTarget, signal: AbortSignal): Promise<void> {
    const { clock, onProblem } = this.#options
    const after = this.#begun && this.window.rows > 0 ? this.#last : null
    for await (const frame of followRows(source, target, { clock, signal, after, onProblem })) {
      if (signal.aborted) return
      if (!this.#begun) this.window.reset(target.channels.length)
      this.#begun = true
      this.window.bound(target.limit, target.span)
      this.window.add(frame)
      this.#last = lastRowOf(frame) ?? this.#last
      this.#options.onChange()
    }
  }
}
