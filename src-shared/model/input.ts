import { z } from 'zod'
import { StreamEvent } from './event'
import { FormatChoice } from './format'
import { TriggerSettings } from './trigger'

/**
 * What is asked of a running pipeline beside the stream. With the bytes, their reads and the events of the stream it is
 * everything a session's results depend on.
 */
export const StreamCommand = z.discriminatedUnion('kind', [
  /** Read the next chunk and all after it as this format. */
  z.object({ kind: z.literal('choose-format'), format: FormatChoice }),
  z.object({ kind: z.literal('set-triggers'), triggers: z.array(TriggerSettings).max(16) }),
  z.object({ kind: z.literal('arm-trigger'), trigger: z.string(), armed: z.boolean() })
])
export type StreamCommand = Readonly<z.infer<typeof StreamCommand>>

/** What a pipeline is sent that is no chunk of bytes. */
export const StreamInput = z.union([StreamCommand, StreamEvent])
export type StreamInput = StreamCommand | StreamEvent
