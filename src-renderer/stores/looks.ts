import { defineStore } from 'pinia'
import { z } from 'zod'
import type { ChannelStatus, SessionStatus } from '@shared/model/session'
import { lineLook, type ChannelColour } from '../charts/palette'
import { fixedText, valueText } from '../format/numbers'
import type { ChannelRef } from '../panels/channel-ref'
import { looksOf } from './chart-list'
import { usePreferences } from './preferences'
import { useSessions } from './sessions'

/** What the user changed about how a channel is shown. */
export const ChannelLook = z.object({
  /** Shown instead of the device's name. */
  label: z.string().max(200).optional(),
  /** Number in the palette. */
  colour: z.number().int().min(0).optional(),
  decimals: z.number().int().min(0).max(12).optional()
})
export type ChannelLook = z.infer<typeof ChannelLook>

const Looks = z.record(z.string(), z.record(z.string(), ChannelLook.catch({}))).catch({})

/** A channel of an open session as any panel shows it. */
export interface ShownChannel {
  readonly ref: ChannelRef
  readonly session: SessionStatus
  readonly channel: ChannelStatus
  readonly label: string
  readonly colour: ChannelColour
  readonly dash: readonly number[]
  /** The user's choice; null leaves it to the values. */
  readonly decimals: number | null
}

/** How channels are shown, by device address and channel name. */
export const useLooks = defineStore('looks', () => {
  const sessions = useSessions()
  const looks = usePreferences().of('looks', Looks)

  function change(ref: ChannelRef, look: Partial<ChannelLook>): void {
    const own = (looks.value[ref.address] ??= {})
    own[ref.channel] = { ...own[ref.channel], ...look }
  }

  function shown(session: SessionStatus, channel: ChannelStatus): ShownChannel {
    const look = looks.value[session.address]?.[channel.name] ?? {}
    const usual = looksOf(session).get(channel.index) ?? lineLook(channel.index)
    return {
      ref: { address: session.address, channel: channel.name },
      session,
      channel,
      label: look.label ?? channel.name,
      colour: look.colour === undefined ? usual.colour : lineLook(look.colour).colour,
      dash: usual.dash,
      decimals: look.decimals ?? null
    }
  }

  /** The channel where it can be seen now; undefined while its device is not open or has not sent it. */
  function find(ref: ChannelRef): ShownChannel | undefined {
    const session = sessions.list.find(({ address }) => address === ref.address)
    const channel = session?.channels.find(({ name }) => name === ref.channel)
    return session && channel && shown(session, channel)
  }

  /** Every channel of every open session, in the order of the devices panel. */
  const all = (): ShownChannel[] =>
    sessions.list.flatMap(session => session.channels.map(channel => shown(session, channel)))

  return { looks, change, shown, find, all }
})

/** A value of a channel as text, with the user's decimals where there are any, without the unit. */
export function shownValue({ decimals }: Pick<ShownChannel, 'decimals'>, value: number | null): string {
  return decimals === null ? valueText(value) : fixedText(value, decimals)
}
