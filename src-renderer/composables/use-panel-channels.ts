import { computed, type ComputedRef } from 'vue'
import type { ChannelRef } from '../panels/channel-ref'
import { useConnection } from '../stores/connection'
import { type ShownChannel, useLooks } from '../stores/looks'

/** How many of the user's channels are not there now, and those that are. */
export interface PanelChannels {
  readonly channels: readonly ShownChannel[]
  readonly absent: readonly ChannelRef[]
}

/**
 * The channels a panel shows: those the user chose, as far as they can be seen now; while none was chosen, what `automatic`
 * makes of all there are.
 */
export function usePanelChannels(
  chosen: () => readonly ChannelRef[],
  automatic: (all: readonly ShownChannel[]) => readonly ShownChannel[]
): ComputedRef<PanelChannels> {
  const looks = useLooks()
  return computed(() => {
    const refs = chosen()
    if (refs.length === 0) return { channels: automatic(looks.all()), absent: [] }
    const found = refs.map(ref => ({ ref, shown: looks.find(ref) }))
    return {
      channels: found.flatMap(({ shown }) => shown ?? []),
      absent: found.flatMap(({ ref, shown }) => (shown ? [] : ref))
    }
  })
}

/** Tells of a channel whether what is shown is old: its device is not there, or the engine is not. */
export function useStaleness(): (shown: ShownChannel) => boolean {
  const connection = useConnection()
  return ({ session }) => session.phase !== 'live' || connection.state === 'lost'
}
