import { defineStore } from 'pinia'
import { z } from 'zod'
import type { ChannelStatus, SessionStatus } from '@shared/model/session'
import { dashPatterns, lineLook, palettes, type ChannelColour } from '../charts/palette'
import { mostAxes } from '../charts/strip-axes'
import { fixedText, valueText } from '../format/numbers'
import type { ChannelRef } from '../panels/channel-ref'
import type { LineShow } from './chart-list'
import { useLookSettings } from './look-settings'
import { usePreferences } from './preferences'
import { useSessions } from './sessions'

const optional = <Schema extends z.ZodType>(schema: Schema): z.ZodCatch<z.ZodOptional<Schema>> =>
  schema.optional().catch(undefined)

/** Decimals of a reading: more say nothing in a double. */
export const mostDecimals = 12

/** What the user changed about how a channel is shown; what is not valid is forgotten field by field. */
export const ChannelLook = z.object({
  /** Shown instead of the device's name. */
  label: optional(z.string().trim().min(1).max(200)),
  /** Number in the palette. */
  colour: optional(z.number().int().min(0).max(255)),
  /** Number of a dash pattern. */
  dash: optional(
    z
      .number()
      .int()
      .min(0)
      .max(dashPatterns.length - 1)
  ),
  decimals: optional(z.number().int().min(0).max(mostDecimals)),
  /** Charts draw value * scale + offset, as an oscilloscope does; readings stay true. */
  scale: optional(
    z
      .number()
      .finite()
      .refine(scale => scale !== 0)
  ),
  offset: optional(z.number().finite()),
  /** The value axis it is drawn by, 1 to 4; by its unit when absent. */
  axis: optional(z.number().int().min(1).max(mostAxes))
})
export type ChannelLook = z.infer<typeof ChannelLook>

const Looks = z.record(z.string(), z.record(z.string(), ChannelLook.catch({}))).catch({})

/** A channel of an open session as any panel shows it. */
export interface ShownChannel extends Pick<LineShow, 'label' | 'colour' | 'dash' | 'decimals'> {
  readonly ref: ChannelRef
  readonly session: SessionStatus
  readonly channel: ChannelStatus
}
/** The same with what only charts need to know. */
export type DrawnChannel = ShownChannel & LineShow

/** How channels are shown, by device address and channel name. */
export const useLooks = defineStore('looks', () => {
  const sessions = useSessions()
  const settings = useLookSettings()
  const looks = usePreferences().of('looks', Looks)

  const lookOf = (ref: ChannelRef): ChannelLook => looks.value[ref.address]?.[ref.channel] ?? {}

  /** Changes what is named; what is undefined is the device's or the palette's again. */
  function change(ref: ChannelRef, look: Partial<ChannelLook>): void {
    const own = (looks.value[ref.address] ??= {})
    own[ref.channel] = { ...own[ref.channel], ...look }
  }
  /** An empty name is the device's again. */
  function rename(ref: ChannelRef, label: string): void {
    const name = label.trim().slice(0, 200)
    change(ref, { label: name === '' || name === ref.channel ? undefined : name })
  }

  function shown(session: SessionStatus, channel: ChannelStatus): DrawnChannel {
    const ref = { address: session.address, channel: channel.name }
    const look = lookOf(ref)
    const usual = lineLook(channel.index, settings.style)
    const colours = palettes[settings.palette]
    const { light, dark } = look.colour === undefined ? usual.colour : colours[look.colour % colours.length]
    return {
      ref,
      session,
      channel,
      label: look.label ?? channel.name,
      colour: { light, dark } satisfies ChannelColour,
      dash: look.dash === undefined ? usual.dash : dashPatterns[look.dash],
      decimals: look.decimals ?? null,
      scale: look.scale ?? 1,
      offset: look.offset ?? 0,
      axis: look.axis ?? null,
      chosen: { colour: look.colour !== undefined, dash: look.dash !== undefined }
    }
  }

  /** The channel where it can be seen now; undefined while its device is not open or has not sent it. */
  function find(ref: ChannelRef): DrawnChannel | undefined {
    const session = sessions.list.find(({ address }) => address === ref.address)
    const channel = session?.channels.find(({ name }) => name === ref.channel)
    return session && channel && shown(session, channel)
  }

  /** Every channel of every open session, in the order of the devices panel. */
  const all = (): DrawnChannel[] =>
    sessions.list.flatMap(session => session.channels.map(channel => shown(session, channel)))

  return { looks, lookOf, change, rename, shown, find, all }
})

/** A value of a channel as text, with the user's decimals where there are any, without the unit. */
export function shownValue({ decimals }: Pick<ShownChannel, 'decimals'>, value: number | null): string {
  return decimals === null ? valueText(value) : fixedText(value, decimals)
}
