import { z } from 'zod'
import { maximumChannels } from './channel-label'
import { separatorNames } from './separated-line'

/**
 * What a header said, kept for when the same device is read again and sends none: most boards send it once after a reset,
 * and neither a restart of the engine nor closing and opening a port resets every board. Labels as the device wrote them.
 */
export const KnownLayout = z.object({
  separator: z.enum(separatorNames),
  labels: z.array(z.string().min(1).max(200)).min(1).max(maximumChannels)
})
export type KnownLayout = Readonly<z.infer<typeof KnownLayout>>
