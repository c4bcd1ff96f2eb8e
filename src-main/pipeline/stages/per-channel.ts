import type { Channel } from '@shared/model/channel'

/** What a stage keeps for each channel, made when the channel appears and found by its name. */
export class PerChannel<State> {
  readonly #create: (name: string) => State
  readonly #byName = new Map<string, State>()
  #channels: readonly Channel[] = []
  #states: readonly State[] = []

  constructor(create: (name: string) => State) {
    this.#create = create
  }

  /** The states in the channels' order; free of cost while the channel table is the same. */
  of(channels: readonly Channel[]): readonly State[] {
    if (channels !== this.#channels) {
      this.#channels = channels
      this.#states = channels.map(({ name }) => this.#find(name))
    }
    return this.#states
  }

  [Symbol.iterator](): MapIterator<[string, State]> {
    return this.#byName.entries()
  }

  /** By channel name, e.g. snapshots. */
  map<Result>(transform: (state: State) => Result): Record<string, Result> {
    return Object.fromEntries(Array.from(this.#byName, ([name, state]) => [name, transform(state)]))
  }

  /** Replaces everything kept. */
  restore<Taken>(snapshots: Iterable<readonly [string, Taken]>, revive: (taken: Taken, name: string) => State): void {
    this.#byName.clear()
    for (const [name, taken] of snapshots) this.#byName.set(name, revive(taken, name))
    this.#channels = []
    this.#states = []
  }

  #find(name: string): State {
    const known = this.#byName.get(name)
    if (known !== undefined) return known
    const fresh = this.#create(name)
    this.#byName.set(name, fresh)
    return fresh
  }
}
