import { z } from 'zod'
import { triggerModes } from '@shared/model/trigger'

const field = (usual: string): z.ZodCatch<z.ZodString> => z.string().max(40).catch(usual)

/** What a trigger panel remembers: its form as it stands, also where it is not valid yet. Numbers as text; times in ms. */
export const triggerOptions = z.preprocess(
  value => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}),
  z.object({
    /** The device's address; '' for the chosen channel's device. */
    address: z.string().max(2048).catch(''),
    /** '' until one is chosen; `*` for any, where that is allowed. */
    channel: z.string().max(200).catch(''),
    kind: z.enum(['edge', 'level', 'anomaly', 'state']).catch('edge'),
    edge: z.enum(['rising', 'falling', 'either']).catch('rising'),
    level: z.enum(['above', 'below']).catch('above'),
    light: z.enum(['green', 'yellow', 'red']).catch('red'),
    value: field(''),
    hysteresis: field('0'),
    mode: z.enum(triggerModes).catch('single'),
    before: field('1000'),
    after: field('1000'),
    holdoff: field('0'),
    autoAfter: field('2000'),
    /** Channels shown beside the one that is watched. */
    shown: z.array(z.string().max(200)).max(11).catch([])
  })
)
export type TriggerOptions = Readonly<z.infer<typeof triggerOptions>>
