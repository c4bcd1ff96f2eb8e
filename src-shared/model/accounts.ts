import { z } from 'zod'
import { RejectReason } from './format'

/** What came of a stream's bytes, counted by the reader's side. */
export const StreamAccounts = z.object({
  /** Bytes from the device. */
  received: z.number(),
  /** Rows decoded from them. */
  decoded: z.number(),
  /** Lines that could not be read. */
  rejected: z.number(),
  rejectedByReason: z.partialRecord(RejectReason, z.number())
})
export type StreamAccounts = Readonly<z.infer<typeof StreamAccounts>>

/** The same beside what the recording made of it; every byte and row is in exactly one place. */
export const RecordingAccounts = StreamAccounts.extend({
  /** Bytes, rows and events of this session that are on disk. */
  bytesOnDisk: z.number(),
  rowsOnDisk: z.number(),
  eventsOnDisk: z.number(),
  /** Accepted and on their way there. */
  bytesWaiting: z.number(),
  rowsWaiting: z.number(),
  eventsWaiting: z.number(),
  /** Found no room, or were left out because the disk was nearly full. */
  bytesLost: z.number(),
  rowsLost: z.number(),
  eventsLost: z.number(),
  /** Whether the sums agreed when they were last checked, which is about once a second. */
  agree: z.boolean()
})
export type RecordingAccounts = Readonly<z.infer<typeof RecordingAccounts>>
