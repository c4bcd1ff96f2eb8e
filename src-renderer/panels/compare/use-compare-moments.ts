import { onScopeDispose, shallowReactive, watch } from 'vue'
import { isCancelled } from '@shared/base/errors'
import type { CaptureInfo } from '@shared/model/capture'
import { type CaptureMoments, mostMoments, type MomentKind } from '@shared/model/capture-overview'
import type { StreamEvent } from '@shared/model/event'
import { eventText } from '../../messages/journal-text'
import { useConnection } from '../../stores/connection'
import { useNotices } from '../../stores/notices'
import type { Moment } from './align'

/** Asked for apart from each other, so that many anomalies leave no mark out. */
const groups: readonly (readonly MomentKind[])[] = [
  ['mark', 'trigger', 'red'],
  ['anomaly', 'gap']
]

interface Told {
  readonly moments: readonly Moment[]
  /** Later ones are not among them. */
  readonly more: boolean
}

/** The moments of the recordings that are shown, bookmarks among them, ascending in time. */
export function useCompareMoments(captures: () => readonly CaptureInfo[]): {
  of(capture: CaptureInfo): readonly Moment[]
  /** Whether there are more than are shown. */
  more(): boolean
} {
  const connection = useConnection()
  const notices = useNotices()
  const told = shallowReactive(new Map<string, Told>())
  const leaving = new AbortController()
  onScopeDispose(() => leaving.abort())

  async function ask(capture: string): Promise<void> {
    const { signal } = leaving
    try {
      const answers = await Promise.all(
        groups.map(kinds =>
          connection.engine().captures.moments({ capture, kinds: [...kinds], limit: mostMoments }, { signal })
        )
      )
      told.set(capture, { moments: answers.flatMap(momentsOf), more: answers.some(({ more }) => more) })
    } catch (error) {
      if (!signal.aborted && !isCancelled(error)) notices.fail(error)
    }
  }

  watch(
    // A recording under way is asked again every ten seconds.
    () => captures().map(({ id, status, end }) => `${id} ${status === 'recording' ? Math.floor(end / 10_000) : ''}`),
    (now, before = []) => {
      for (const key of now) if (!before.includes(key)) void ask(key.split(' ')[0])
    },
    { immediate: true }
  )

  return {
    of({ id, notes }) {
      const bookmarks = notes.bookmarks.map(({ time, label }): Moment => ({ time, label, kind: 'bookmark' }))
      return [...(told.get(id)?.moments ?? []), ...bookmarks].sort((one, other) => one.time - other.time)
    },
    more: () => captures().some(({ id }) => told.get(id)?.more)
  }
}

function momentsOf({ events }: CaptureMoments): Moment[] {
  return events.flatMap(event => {
    const kind = kindOf(event)
    if (!kind) return []
    const time = event.kind === 'gap' ? event.from : event.time
    return [{ time, kind, label: kind === 'anomaly' || kind === 'gap' ? '' : labelOf(event) }]
  })
}

function kindOf({ kind }: StreamEvent): Moment['kind'] | null {
  if (kind === 'mark' || kind === 'trigger' || kind === 'anomaly' || kind === 'gap') return kind
  if (kind === 'disconnected') return 'gap'
  return kind === 'state' ? 'red' : null
}

function labelOf(event: StreamEvent): string {
  if (event.kind === 'trigger') return event.trigger
  return event.kind === 'state' ? `${event.channel}: ${eventText(event)}` : eventText(event)
}
