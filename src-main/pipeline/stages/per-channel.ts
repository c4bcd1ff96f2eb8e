import type { Channel } from '@shared/model/channel'

/**
 * What a stage keeps for each channel, made when the channel appears and kept by its name. A channel that is renamed
 * (a header that comes late) keeps its state and takes the settings of its new name.
 */
export class PerChannel<State> {
  readonly #create: (name: string) => State
  readonly #configure: (state: State, name: string) => void
  readonly #byName = new Map<string, State>()
  #channels: readonly Channel[] = []
  #states: readonly State[] = []

  constructor(create: (name: string) => State, configure: (state: State, name: string) => void) {
    this.#create = create
    this.#configure = configure
  }

  /** The states in the channels' order; free of cost while the channel table is the same. */
  of(channels: readonly Channel[]): readonly State[] {
    if (channels !== this.#channels) {
      const before = this.#channels
      for (const { index, name } of before)
        if (channels[index] !== undefined && channels[index].name !== name) this.#rename(name, channels[index].name)
      this.#channels = channels
      this.#states = channels.map(({ name }) => this.#find(name))
    }
    return this.#states
  }

  /** Configures every channel anew. */
  configure(): void {
    for (const [name, state] of this.#byName) this.#configure(state, name)
  }

  [Symbol.iterator](): MapIterator<State> {
    return this.#byName.values()
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

  #rename(from: string, to: string): void {
    const state = this.#byName.get(from)
    if (state === undefined || this.#byName.has(to)) return
    this.#byName.delete(from)
    this.#byName.set(to, state)
    this.#configure(state, to)
  }

  #find(name: string): State {
    const known = this.#byName.get(name)
    if (known !== undefined) return known
    const fresh = this.#create(name)
    this.#byName.set(name, fresh)
    return fresh
  }
}
