import { SignalboxError } from '@shared/base/errors'
import type { ExportOrder } from '@shared/model/capture'
import type { StreamEvent } from '@shared/model/event'
import type { StoredChannel } from '../file/stored-channels'

/**
 * The channels an export is to have, in the order of the capture.
 * @throws SignalboxError `not-found` for a name that is none, `bad-input` when none is left.
 */
export function chosenChannels(
  channels: readonly StoredChannel[],
  { channels: names, derived }: Pick<ExportOrder, 'channels' | 'derived'>,
  events: readonly StreamEvent[]
): readonly StoredChannel[] {
  const missing = names?.find(name => channels.every(channel => channel.name !== name))
  if (missing !== undefined)
    throw new SignalboxError('not-found', `the capture has no channel "${missing}"`, {
      remedy: `It has: ${channels.map(({ name }) => name).join(', ') || 'none'}.`
    })
  const wanted = names && new Set(names)
  const computed = derived ? new Set<string>() : derivedNames(events)
  const left = channels.filter(({ name }) => (!wanted || wanted.has(name)) && !computed.has(name))
  if (left.length === 0 && channels.length > 0)
    throw new SignalboxError('bad-input', 'all of the chosen channels are computed ones', {
      remedy: 'Choose others, or export computed channels too.'
    })
  return left
}

/** As the last event says that named them. */
function derivedNames(events: readonly StreamEvent[]): ReadonlySet<string> {
  const last = events.findLast(event => event.kind === 'derived')
  return new Set(last?.kind === 'derived' ? last.channels.map(({ name }) => name) : [])
}
