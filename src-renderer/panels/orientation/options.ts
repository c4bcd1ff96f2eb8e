import { z } from 'zod'
import { ChannelRef } from '../channel-ref'

/** How the attitude is told: by three angles, by a quaternion, or by a motion sensor whose readings are fused here. */
export const orientationModes = ['motion', 'angles', 'quaternion'] as const
export type OrientationMode = (typeof orientationModes)[number]

/** What an orientation view remembers. Without channels it looks for some whose names say what they are. */
export const orientationOptions = z
  .object({
    mode: z.enum(orientationModes).nullable().catch(null).default(null),
    /** motion: accelerometer x, y, z, then gyroscope x, y, z; angles: roll, pitch, yaw; quaternion: w, x, y, z. */
    channels: z.array(ChannelRef).max(6).catch([]).default([])
  })
  .catch({ mode: null, channels: [] })
export type OrientationOptions = z.infer<typeof orientationOptions>
