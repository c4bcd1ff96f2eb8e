import { z } from 'zod'

const limit = z.number().finite().nullable().default(null)
const Band = z.object({ low: limit, high: limit }).default({ low: null, high: null })
const milliseconds = z.number().finite().min(0).max(86_400_000).default(0)

/**
 * When a channel's lamp changes. Outside `red` (value < low or value > high) it is red, else outside `yellow` yellow, else
 * green. A change to worse happens once the condition has held for `onDelay` ms; a change to better once the value has
 * stayed inside the limit by at least `deadband` for `offDelay` ms. NaN holds the state.
 */
export const LightSettings = z
  .object({
    yellow: Band,
    red: Band,
    deadband: z.number().finite().min(0).default(0),
    onDelay: milliseconds,
    offDelay: milliseconds
  })
  .superRefine((settings, context) => {
    for (const name of ['yellow', 'red'] as const) {
      const { low, high } = settings[name]
      if (low !== null && high !== null && low >= high)
        context.addIssue({ code: 'custom', path: [name], message: `low (${low}) must be below high (${high})` })
    }
    for (const name of ['yellow', 'red'] as const) {
      const { low, high } = settings[name]
      if (low !== null && high !== null && high - low < 2 * settings.deadband)
        context.addIssue({
          code: 'custom',
          path: ['deadband'],
          message: `a deadband of ${settings.deadband} leaves no way back between ${low} and ${high}`
        })
    }
    const { yellow, red } = settings
    if (yellow.high !== null && red.high !== null && red.high < yellow.high)
      context.addIssue({ code: 'custom', path: ['red', 'high'], message: 'the red limit lies inside the yellow one' })
    if (yellow.low !== null && red.low !== null && red.low > yellow.low)
      context.addIssue({ code: 'custom', path: ['red', 'low'], message: 'the red limit lies inside the yellow one' })
  })
export type LightSettings = Readonly<z.infer<typeof LightSettings>>

/** `deviation`: |x - mean| > threshold, window including x. `zscore`: |x - m| > threshold * s, window before x. */
export const AnomalySettings = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('deviation'), threshold: z.number().finite().positive() }),
  z.object({ kind: z.literal('zscore'), threshold: z.number().finite().positive() })
])
export type AnomalySettings = Readonly<z.infer<typeof AnomalySettings>>

export const maximumWindow = 100_000
/** The window when nothing is set: 10 with the textbook detector (`deviation`), 50 otherwise. */
export const defaultWindow = { deviation: 10, zscore: 50, none: 50 } as const

/** How one channel is processed and shown. */
export const ChannelSettings = z.object({
  window: z.number().int().min(1).max(maximumWindow).default(defaultWindow.zscore),
  anomaly: AnomalySettings.default({ kind: 'zscore', threshold: 6 }),
  lights: LightSettings.default({
    yellow: { low: null, high: null },
    red: { low: null, high: null },
    deadband: 0,
    onDelay: 0,
    offDelay: 0
  }),
  /** Half width of the drawn band around the mean, in standard deviations. */
  band: z.number().finite().min(0).max(20).default(3),
  /** Shown instead of the device's unit when not empty. */
  unit: z.string().max(40).default(''),
  visible: z.boolean().default(true)
})
export type ChannelSettings = Readonly<z.infer<typeof ChannelSettings>>

export const defaultChannelSettings: ChannelSettings = ChannelSettings.parse({})

/** The file of `--states`, and the limits the page saves: lamp settings by channel name, `*` for every other channel. */
export const StatesFile = z.object({ channels: z.record(z.string().min(1), LightSettings) })
export type StatesFile = Readonly<z.infer<typeof StatesFile>>
