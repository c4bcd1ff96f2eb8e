import { z } from 'zod'
import { DerivedChannels } from '@shared/model/derived'
import { FormatChoice } from '@shared/model/format'
import type { StreamInput } from '@shared/model/input'
import { ChannelSettings } from '@shared/model/settings'
import { TriggerSettings } from '@shared/model/trigger'
import { KnownLayout } from '../../decoders'
import type { Conditions } from '../../pipeline/processor'

const text = z.string().min(1).max(200)

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

/** What is done differently when a capture is decoded again; what is absent stays as it was, changes on the way included. */
export const DecodeRecipe = z.object({
  format: FormatChoice.optional(),
  /** Window, detector and limits, by channel name, `*` for every other channel. */
  settings: z.record(text, ChannelSettings).optional(),
  derived: DerivedChannels.optional(),
  /** value * scale + offset, by channel name, before everything else is computed from it. */
  calibration: z.record(text, z.object({ scale: z.number().finite(), offset: z.number().finite() })).optional()
})
export type DecodeRecipe = Readonly<z.infer<typeof DecodeRecipe>>

/** The conditions under which a recipe reads a stream that was first read under `before`. */
export function conditionsFor(recipe: DecodeRecipe, before: Conditions): Conditions {
  const { format, settings, derived, calibration } = recipe
  return {
    ...before,
    ...(format === undefined ? {} : { format, known: undefined }),
    ...(settings === undefined ? {} : { settings }),
    ...(derived === undefined ? {} : { derived }),
    ...(calibration === undefined ? {} : { calibration }),
    // The stages' state belongs to the old numbers.
    ...(isEmpty(recipe) ? {} : { stages: undefined })
  }
}

/** Whether what was asked or set while the stream ran still holds: not what the recipe decides for all of it. */
export function holds(recipe: DecodeRecipe, { kind }: StreamInput): boolean {
  if (kind === 'choose-format') return recipe.format === undefined
  if (kind === 'settings') return recipe.settings === undefined
  return kind !== 'derived' || recipe.derived === undefined
}

export function isEmpty(recipe: DecodeRecipe): boolean {
  return Object.values(recipe).every(value => value === undefined)
}

/** What is different, in words. */
export function describeRecipe({ format, settings, derived, calibration }: DecodeRecipe): string {
  const parts = [
    format && `format ${format}`,
    settings && `settings of ${Object.keys(settings).join(', ')}`,
    derived && `derived channels ${derived.map(({ name }) => name).join(', ') || 'none'}`,
    calibration && `calibration of ${Object.keys(calibration).join(', ')}`
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('; ') : 'the same way again'
}
