import { SignalboxError } from '@shared/base/errors'
import { parseDerived } from '@shared/expression'
import type { DerivedChannel } from '@shared/model/derived'
import { type ChannelLayout, maximumDerivedColumns } from './channel-layout'

/**
 * Refuses derived channels before they reach the running stages.
 * @throws SignalboxError `bad-input` that names the channel, its expression, the place and the remedy.
 */
export function checkDerived(channels: readonly DerivedChannel[], layout: ChannelLayout): void {
  parseDerived(channels)
  if (!layout.hasRoomFor(channels.map(({ name }) => name)))
    throw new SignalboxError(
      'bad-input',
      `more than ${maximumDerivedColumns} derived channels since the device was opened`,
      {
        remedy: 'Use a name that was there before, or close the device and open it again.'
      }
    )
}
