import { z } from 'zod'

export const captureSorts = ['time', 'length', 'size'] as const
export type CaptureSort = (typeof captureSorts)[number]

const fields = z.object({
  search: z.string().max(200).catch(''),
  sort: z.enum(captureSorts).catch('time'),
  ascending: z.boolean().catch(false)
})

/** What a panel of this kind remembers. */
export const capturesOptions = fields.catch(fields.parse({}))
export type CapturesOptions = z.infer<typeof capturesOptions>
