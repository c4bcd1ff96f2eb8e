import type { Channel } from '@shared/model/channel'

type Owner =
  /** The device's channel of this number. */
  | number
  | 'derived'
  /** It was derived; its column stays, without values, so that no other channel's number changes. */
  | 'retired'

const none: readonly Channel[] = []
/** Columns that derived channels may take in one session; each stays until it ends. */
export const maximumDerivedColumns = 256

/**
 * Which channel has which column of a session's batches: the device's channels and derived ones, in the order in which they
 * appeared. A column is never given up and never moves. Names are unique: a device's channel takes over the column of a
 * derived one of its name, and a derived channel that comes back gets its old column.
 *
 * It outlives the stages: a pipeline that is made anew goes on with the same columns.
 */
export class ChannelLayout {
  #channels: readonly Channel[] = none
  #owners: Owner[] = []

  /** The same array until a channel appears or changes. */
  get channels(): readonly Channel[] {
    return this.#channels
  }

  ownerOf(index: number): Owner {
    return this.#owners[index] ?? index
  }

  kindOf(index: number): 'device' | 'derived' | 'retired' {
    const owner = this.ownerOf(index)
    return typeof owner === 'number' ? 'device' : owner
  }

  /** Whether there are, or were, derived channels. Without them the device's own table is the table. */
  get isPlain(): boolean {
    return this.#owners.every((owner, index) => owner === index)
  }

  has(name: string): boolean {
    return this.#channels.some(channel => channel.name === name)
  }

  /** Whether these derived channels would have columns; see `maximumDerivedColumns`. */
  hasRoomFor(names: readonly string[]): boolean {
    const taken = this.#owners.filter(owner => typeof owner !== 'number').length
    return taken + names.filter(name => !this.has(name)).length <= maximumDerivedColumns
  }

  /** Brings the table up to date; `derived` are the derived channels that shall have a column now. */
  update(device: readonly Channel[], derived: readonly Pick<Channel, 'name' | 'unit'>[]): void {
    if (this.isPlain && derived.length === 0) {
      this.#channels = device
      this.#owners = device.map(({ index }) => index)
      return
    }
    const next = [...this.#channels]
    for (const channel of device) this.#place(next, channel, channel.index)
    this.#owners = this.#owners.map(owner => (owner === 'derived' ? 'retired' : owner))
    for (const channel of derived) this.#place(next, channel, 'derived')
    const changed =
      next.length !== this.#channels.length || next.some((channel, index) => channel !== this.#channels[index])
    if (changed) this.#channels = next
  }

  #place(table: Channel[], { name, unit }: Pick<Channel, 'name' | 'unit'>, owner: Owner): void {
    const own = typeof owner === 'number' ? this.#owners.indexOf(owner) : -1
    const named = table.findIndex(channel => channel.name === name)
    if (own >= 0 && named >= 0 && named !== own) {
      // The device's channel has a new name, which a derived one had.
      table[named] = { ...table[named], name: freeName(table, `${name} (derived)`) }
      this.#owners[named] = 'retired'
    }
    const index = own >= 0 ? own : named >= 0 ? named : table.length
    this.#owners[index] = owner
    const before = table[index]
    if (before?.name !== name || before.unit !== unit) table[index] = { index, name, unit }
  }
}

function freeName(table: readonly Channel[], wanted: string): string {
  let name = wanted
  for (let number = 2; table.some(channel => channel.name === name); number++) name = `${wanted} ${number}`
  return name
}
