import { z } from 'zod'

export const CaptureTag = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^,\s]+$/, 'a tag is one word')

/** A moment somebody marked; ms since the epoch. */
export const Bookmark = z.object({ time: z.number(), label: z.string().trim().min(1).max(200) })
export type Bookmark = Readonly<z.infer<typeof Bookmark>>

const fields = {
  /** Empty: the device's. */
  name: z.string().trim().max(200),
  tags: z.array(CaptureTag).max(32),
  note: z.string().max(10_000),
  /** Never removed by the budget. */
  pinned: z.boolean(),
  /** Ascending in time. Marks of a session that runs are events of its capture instead. */
  bookmarks: z.array(Bookmark).max(1000)
}

/** What people say of a capture. Kept beside its database, which is never written again once it is complete. */
export const CaptureNotes = z.object({
  name: fields.name.default(''),
  tags: fields.tags.default([]),
  note: fields.note.default(''),
  pinned: fields.pinned.default(false),
  bookmarks: fields.bookmarks.default([])
})
export type CaptureNotes = Readonly<z.infer<typeof CaptureNotes>>

/** Of a capture nobody has said anything of. */
export const noNotes: CaptureNotes = CaptureNotes.parse({})

/** What is to be said differently; what is absent stays. */
export const CaptureNotesChange = z.object(fields).partial()
export type CaptureNotesChange = Readonly<z.infer<typeof CaptureNotesChange>>
