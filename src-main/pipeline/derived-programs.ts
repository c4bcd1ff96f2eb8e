import { asSignalboxError, SignalboxError } from '@shared/base/errors'
import { parseDerived, type ParsedDerived } from '@shared/expression'
import type { DerivedChannel } from '@shared/model/derived'
import type { SessionStatus } from '@shared/model/session'
import { Program } from '../signal/expression/program'

/** A derived channel, and what computes it; null when its expression cannot be read. */
export interface DerivedEntry {
  readonly channel: DerivedChannel
  readonly uses: readonly string[]
  readonly program: Program | null
  /** Why it has no values now. */
  problem: string | null
}

export type DerivedStatus = SessionStatus['derived'][number]

/**
 * The programs of `channels`. Those whose expression is the same as `before` go on; changed ones go on with the parts they
 * have in common. One that cannot be read (from an older state file) gets its problem instead of a program.
 */
export function derivedEntries(
  channels: readonly DerivedChannel[],
  before: readonly DerivedEntry[] = []
): readonly DerivedEntry[] {
  const readable: DerivedChannel[] = []
  return channels.map((channel): DerivedEntry => {
    const earlier = before.find(({ channel: { name } }) => name === channel.name)
    let parsed: ParsedDerived | undefined
    try {
      parsed = parseDerived([...readable, channel]).at(-1)
    } catch (error) {
      return { channel, uses: [], program: null, problem: problemOf(error) }
    }
    readable.push(channel)
    if (!parsed) throw new SignalboxError('fault', `nothing was read of ${channel.name}`)
    const same = earlier?.channel.expression === channel.expression && earlier.program
    const program = same ? earlier.program : new Program(parsed.node, earlier?.program ?? undefined)
    return { channel, uses: parsed.channels, program, problem: null }
  })
}

function problemOf(error: unknown): string {
  const { message, remedy } = asSignalboxError(error)
  return remedy === '' ? message : `${message}. ${remedy}`
}

/** Says of every entry whether it can be computed from `device` channels and the entries before it. */
export function judgeEntries(entries: readonly DerivedEntry[], device: ReadonlySet<string>): void {
  const known = new Set(device)
  for (const entry of entries) {
    if (!entry.program) continue
    const { name } = entry.channel
    const missing = entry.uses.filter(use => !known.has(use))
    if (device.has(name)) entry.problem = `the device has a channel ${name} of its own: give this one another name`
    else if (missing.length > 0)
      entry.problem = `${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} not appeared`
    else {
      entry.problem = null
      known.add(name)
    }
  }
}
