import type { Chunk } from '@shared/model/batch'
import type { StreamInput } from '@shared/model/input'

/** What somebody can decide during a replay: from then on it is his, whatever was recorded. */
export const holdableKinds = ['format', 'settings', 'derived', 'triggers'] as const
export type HoldableKind = (typeof holdableKinds)[number]

/** What of that a recorded input decides. */
export function decidedBy({ kind }: Chunk | StreamInput): HoldableKind | null {
  if (kind === 'choose-format') return 'format'
  if (kind === 'settings' || kind === 'derived') return kind
  return kind === 'set-triggers' || kind === 'arm-trigger' ? 'triggers' : null
}
