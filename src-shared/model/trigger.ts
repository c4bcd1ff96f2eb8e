import { z } from 'zod'

const channel = z.string().min(1).max(200)
const value = z.number().finite()
/** How far the signal has to go back, in the channel's unit, before it can trigger again. */
const hysteresis = z.number().finite().min(0).default(0)
const milliseconds = z.number().finite().min(0).max(3_600_000)

/** What fires a trigger. Channel `*`, where it is allowed, means any. NaN never fires and never re-arms. */
export const TriggerCondition = z.discriminatedUnion('kind', [
  /** The value is beyond the level. */
  z.object({ kind: z.literal('level'), channel, direction: z.enum(['above', 'below']), value, hysteresis }),
  /** The value passes the level. */
  z.object({ kind: z.literal('edge'), channel, direction: z.enum(['rising', 'falling', 'either']), value, hysteresis }),
  z.object({ kind: z.literal('anomaly'), channel }),
  /** A lamp changes to this colour. */
  z.object({ kind: z.literal('state'), channel, light: z.enum(['green', 'yellow', 'red']) })
])
export type TriggerCondition = Readonly<z.infer<typeof TriggerCondition>>

/** `single`: stops after one capture; `normal`: again and again; `auto`: also without an event after `autoAfter` ms. */
export const triggerModes = ['single', 'normal', 'auto'] as const

/** A trigger as a logic analyser has it: what it waits for, and the stretch around it that is held still. Times in ms. */
export const TriggerSettings = z.object({
  id: z.string().min(1).max(64),
  condition: TriggerCondition,
  mode: z.enum(triggerModes).default('single'),
  before: milliseconds.default(1000),
  after: milliseconds.default(1000),
  /** Not fired again before this has passed since it last fired. */
  holdoff: milliseconds.default(0),
  autoAfter: milliseconds.min(10).default(2000)
})
export type TriggerSettings = Readonly<z.infer<typeof TriggerSettings>>

/** When a trigger fired, and the stretch [from, to] it holds; ms since the epoch. */
export const TriggerHit = z.object({
  /** Counts this trigger's hits from 1. */
  number: z.number().int(),
  time: z.number(),
  /** The sample's number in the session. */
  sample: z.number().int(),
  channel: z.string(),
  value: z.number().nullable(),
  from: z.number(),
  to: z.number(),
  /** `auto` mode's way of showing something without an event. */
  forced: z.boolean()
})
export type TriggerHit = Readonly<z.infer<typeof TriggerHit>>

/** `armed`: waits; `capturing`: fired, its stretch is not complete; `stopped`: single and done, or stopped by hand. */
export const TriggerStatus = z.object({
  settings: TriggerSettings,
  state: z.enum(['armed', 'capturing', 'stopped']),
  /** The newest hit whose stretch is complete. */
  last: TriggerHit.nullable()
})
export type TriggerStatus = Readonly<z.infer<typeof TriggerStatus>>
