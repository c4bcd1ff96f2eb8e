import { lineLook } from '@renderer/charts/palette'
import type { ShownChannel } from '@renderer/stores/looks'
import { channelStatus, sessionStatus } from '../samples'

/** Channels of one session as panels are given them. */
export function shownChannels(names: readonly string[], unit = ''): ShownChannel[] {
  const channels = names.map((name, index) => channelStatus(index, { name, unit }))
  const session = sessionStatus({ channels })
  return channels.map(channel => ({
    ref: { address: session.address, channel: channel.name },
    session,
    channel,
    label: channel.name,
    ...lineLook(channel.index),
    decimals: null
  }))
}
