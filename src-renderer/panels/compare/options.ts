import { z } from 'zod'
import { CaptureInfo } from '@shared/model/capture'

/** `moment`: the first, or the chosen, mark, trigger or red of each stands at zero. */
export const alignments = ['time', 'start', 'moment'] as const
export type Alignment = (typeof alignments)[number]

export const mostCompared = 8
export const mostLines = 16

/** A recording among those compared. */
const Compared = z.object({
  id: CaptureInfo.shape.id,
  /** ms it was moved to the right by hand. */
  shift: z.number().min(-1e15).max(1e15).catch(0),
  /** The moment at zero, ms since the epoch; null is the first. */
  moment: z.number().nullable().catch(null),
  /** The channels that are drawn, by name. */
  channels: z.array(z.string().max(200)).max(mostLines).catch([])
})
export type Compared = Readonly<z.infer<typeof Compared>>

const fields = z.object({
  captures: z.array(Compared).max(mostCompared).catch([]),
  align: z.enum(alignments).catch('time'),
  moments: z.boolean().catch(true)
})

/** What a panel of this kind remembers. */
export const compareOptions = fields.catch(fields.parse({}))
export type CompareOptions = z.infer<typeof compareOptions>

/** Channels of a single recording that are drawn at first. */
const atFirst = 4

/** Options that show these recordings: the first channels of one; of several the first that all have, from their starts. */
export function lookAt(captures: readonly CaptureInfo[]): CompareOptions {
  const shown = captures.slice(0, mostCompared)
  const namesOf = ({ channels }: CaptureInfo): string[] => channels.map(({ name }) => name)
  const common = namesOf(shown[0]).find(name => shown.every(other => namesOf(other).includes(name)))
  return compareOptions.parse({
    captures: shown.map(capture => ({
      id: capture.id,
      shift: 0,
      moment: null,
      channels:
        shown.length === 1 ? namesOf(capture).slice(0, atFirst) : [common ?? namesOf(capture)[0]].filter(Boolean)
    })),
    align: shown.length === 1 ? 'time' : 'start'
  })
}
