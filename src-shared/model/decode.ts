import { z } from 'zod'
import { CaptureInfo } from './capture'
import { DerivedChannels } from './derived'
import { FormatChoice } from './format'
import { AnomalySettings, ChannelSettings, LightSettings, maximumWindow } from './settings'

const name = z.string().min(1).max(200)

/** What is done differently when a capture is decoded again; what is absent stays as it was, changes on the way included. */
export const DecodeRecipe = z.object({
  format: FormatChoice.optional(),
  /** All settings anew, by channel name, `*` for every other channel. */
  settings: z.record(name, ChannelSettings).optional(),
  /** Of every channel, in place of what its settings said. */
  window: z.number().int().min(1).max(maximumWindow).optional(),
  anomaly: AnomalySettings.optional(),
  /** Limits, by channel name, `*` for every other channel; those of a channel that is not named stay. */
  lights: z.record(name, LightSettings).optional(),
  derived: DerivedChannels.optional(),
  /** value * scale + offset, by channel name, before everything else is computed from it. */
  calibration: z.record(name, z.object({ scale: z.number().finite(), offset: z.number().finite() })).optional()
})
export type DecodeRecipe = Readonly<z.infer<typeof DecodeRecipe>>

export const DecodeRequest = z.object({ capture: CaptureInfo.shape.id, recipe: DecodeRecipe })
export type DecodeRequest = Readonly<z.infer<typeof DecodeRequest>>

export const DecodeProgress = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('running'), fraction: z.number() }),
  /** The new capture. */
  z.object({ phase: z.literal('done'), capture: CaptureInfo })
])
export type DecodeProgress = Readonly<z.infer<typeof DecodeProgress>>
