import type { ImportPlan } from '@shared/model/import'
import { maximumChannels, splitLabel } from '../../decoders/channel-label'
import { channelName } from './channel-name'
import type { Pages } from './pages'

/**
 * The channels of a file whose values come with their names. Those of the plan come first; one that the plan does not know
 * is added when it appears, because only the beginning of the file was looked at.
 */
export class NamedChannels {
  private readonly places = new Map<string, number>()
  private readonly unused = new Set<string>()
  private count = 0

  constructor(
    plan: ImportPlan,
    private readonly pages: Pages
  ) {
    const used = plan.columns.filter(({ kind, used }) => kind === 'number' && used)
    pages.addChannels(used)
    for (const { label } of used) this.places.set(label, this.count++)
    for (const { label } of plan.columns) if (!this.places.has(label)) this.unused.add(label)
  }

  /** Its channel; -1 when it is left out, undefined when there are too many. */
  placeOf(label: string): number | undefined {
    const known = this.places.get(label)
    if (known !== undefined) return known
    if (this.unused.has(label)) return -1
    if (this.count >= maximumChannels) return undefined
    const { name, unit } = splitLabel(label)
    const taken = this.pages.channels.some(channel => channel.name === name)
    this.pages.addChannels([{ name: channelName(taken ? label : name, this.count), unit }])
    this.places.set(label, this.count)
    return this.count++
  }
}
