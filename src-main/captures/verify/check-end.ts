import { z } from 'zod'
import type { Chains } from '../file/chain'
import { endKey } from '../file/schema'
import { type Check, type CheckPlace, damage } from './check'

const End = z.object({ reads: z.number(), events: z.number(), inputs: z.number() }) satisfies z.ZodType<Chains>

/** Of what is chained the last rows are there as well: no row after them tells. `found`: the checksums of the last ones. */
export async function* checkEnd({ meta, isComplete }: CheckPlace, found: Chains): Check {
  // Versions before said nothing of their end.
  if (!isComplete || Number(meta.get('schema')) < 3) return
  const end = readEnd(meta.get(endKey))
  if (!end) {
    yield damage('nobody knows where its reads, events and inputs end: that is missing in the table meta')
    return
  }
  for (const table of ['reads', 'events', 'inputs'] as const)
    if (end[table] !== found[table]) yield damage(`the last ${table} are missing or were changed`)
}

function readEnd(text: string | undefined): Chains | null {
  try {
    return End.safeParse(JSON.parse(text ?? 'null')).data ?? null
  } catch {
    return null
  }
}
