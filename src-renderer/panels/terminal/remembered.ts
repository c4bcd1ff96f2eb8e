import { z } from 'zod'
import { Sending } from './send-draft'

export const commandKeys = Array.from({ length: 12 }, (_, at) => `F${at + 1}`)

/** A button that sends something. */
export const SavedCommand = Sending.extend({
  /** Names it among the device's commands. */
  id: z.number().int().min(1),
  label: z.string().trim().min(1).max(40),
  /** `F1` to `F12`; '' for none. */
  key: z
    .string()
    .regex(/^(F([1-9]|1[0-2]))?$/)
    .catch(''),
  /** ms between two sendings; null sends once. */
  every: z.number().int().min(20).max(3_600_000).nullable().catch(null)
})
export type SavedCommand = Readonly<z.infer<typeof SavedCommand>>

export const mostCommands = 48

/** Those that are valid of a list: one that is broken takes no other with it. */
function listOf<Schema extends z.ZodType>(schema: Schema, most: number): z.ZodType<z.output<Schema>[]> {
  return z
    .array(z.unknown())
    .catch([])
    .transform(items =>
      items
        .slice(0, most)
        .map(item => schema.safeParse(item))
        .flatMap(result => (result.success ? [result.data] : []))
    )
}

/** Saved commands by the device's address. */
export const SavedCommands = z.record(z.string(), listOf(SavedCommand, mostCommands)).catch({})
/** How and what was last sent, by the device's address. */
export const SendMemory = z
  .record(
    z.string(),
    z.object({
      as: Sending.shape.as,
      ending: Sending.shape.ending,
      entries: listOf(z.string().max(500), 50)
    })
  )
  .catch({})
