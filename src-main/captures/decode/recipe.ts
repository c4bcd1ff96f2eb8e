import { z } from 'zod'
import type { DecodeRecipe } from '@shared/model/decode'
import { DerivedChannels } from '@shared/model/derived'
import { FormatChoice } from '@shared/model/format'
import type { StreamInput } from '@shared/model/input'
import { ChannelSettings, defaultChannelSettings } from '@shared/model/settings'
import { TriggerSettings } from '@shared/model/trigger'
import { KnownLayout } from '../../decoders'
import type { Conditions } from '../../pipeline/processor'
import type { SettingsByChannel } from '../../pipeline/settings-book'

export type { DecodeRecipe } from '@shared/model/decode'

/** What was kept of a capture's conditions, checked: the file may be anybody's. */
export const StoredConditions = z.object({
  format: FormatChoice,
  byteTime: z.number().min(0),
  known: KnownLayout.optional(),
  settings: z.record(z.string(), ChannelSettings),
  derived: DerivedChannels,
  triggers: z.array(z.object({ settings: TriggerSettings, stopped: z.boolean() })),
  stages: z.unknown().optional()
})

/** The conditions under which a recipe reads a stream that was first read under `before`. */
export function conditionsFor(recipe: DecodeRecipe, before: Conditions): Conditions {
  const { format, settings, derived, calibration } = recipe
  return {
    ...before,
    ...(format === undefined ? {} : { format, known: undefined }),
    settings: changedSettings(recipe, settings ?? before.settings),
    ...(derived === undefined ? {} : { derived }),
    ...(calibration === undefined ? {} : { calibration }),
    // The stages' state belongs to the old numbers.
    ...(isEmpty(recipe) ? {} : { stages: undefined })
  }
}

/**
 * What is sent in place of an input when the stream is read again: nothing where the recipe decides it for all of the
 * stream; settings with what it says of every channel's.
 */
export function followed(recipe: DecodeRecipe, input: StreamInput): readonly StreamInput[] {
  if (input.kind === 'choose-format') return recipe.format === undefined ? [input] : []
  if (input.kind === 'derived') return recipe.derived === undefined ? [input] : []
  if (input.kind !== 'settings') return [input]
  if (recipe.settings !== undefined) return []
  // Settings for all channels replace those of single ones: what the recipe says of these is said again.
  const named = input.channel === '*' ? Object.keys(recipe.lights ?? {}).filter(name => name !== '*') : []
  return [input.channel, ...named].map(channel => ({
    ...input,
    channel,
    settings: changed(recipe, channel, input.settings)
  }))
}

function isEmpty(recipe: DecodeRecipe): boolean {
  return Object.values(recipe).every(value => value === undefined)
}

function changedSettings(recipe: DecodeRecipe, before: SettingsByChannel): SettingsByChannel {
  const { window, anomaly, lights = {} } = recipe
  const isForAll = window !== undefined || anomaly !== undefined
  const names = new Set([...Object.keys(before), ...Object.keys(lights), ...(isForAll ? ['*'] : [])])
  const settingsOf = (name: string): ChannelSettings =>
    Object.hasOwn(before, name) ? before[name] : (before['*'] ?? defaultChannelSettings)
  return Object.fromEntries([...names].map(name => [name, changed(recipe, name, settingsOf(name))]))
}

function changed(
  { window, anomaly, lights = {} }: DecodeRecipe,
  channel: string,
  settings: ChannelSettings
): ChannelSettings {
  const limits = Object.hasOwn(lights, channel) ? lights[channel] : lights['*']
  return {
    ...settings,
    ...(window === undefined ? {} : { window }),
    ...(anomaly === undefined ? {} : { anomaly }),
    ...(limits === undefined ? {} : { lights: limits })
  }
}

/** What is different, in words. */
export function describeRecipe(recipe: DecodeRecipe): string {
  const { format, settings, window, anomaly, lights, derived, calibration } = recipe
  const parts = [
    format && `format ${format}`,
    settings && `settings of ${Object.keys(settings).join(', ')}`,
    window && `window ${window}`,
    anomaly && `detector ${anomaly.kind === 'none' ? 'none' : `${anomaly.kind}:${anomaly.threshold}`}`,
    lights && `limits of ${Object.keys(lights).join(', ')}`,
    derived && `derived channels ${derived.map(({ name }) => name).join(', ') || 'none'}`,
    calibration && `calibration of ${Object.keys(calibration).join(', ')}`
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('; ') : 'the same way again'
}
