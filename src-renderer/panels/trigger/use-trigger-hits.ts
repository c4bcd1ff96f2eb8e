import { computed, type ComputedRef, shallowRef, watch } from 'vue'
import type { SessionStatus } from '@shared/model/session'
import type { TriggerStatus } from '@shared/model/trigger'
import { useJournal } from '../../stores/journal'
import { type Hit, journalHits, mergeHits } from './hit-list'

/** Hits of panels that were taken away and may come back, by session and trigger. */
const remembered = new Map<string, readonly Hit[]>()

/** The newest captures of a trigger, oldest first; what was forced is known only while somebody looked. */
export function useTriggerHits(input: {
  readonly session: () => SessionStatus | undefined
  readonly trigger: string
  readonly status: () => TriggerStatus | undefined
}): ComputedRef<readonly Hit[]> {
  const journal = useJournal()
  const hits = shallowRef<readonly Hit[]>([])
  const place = (): string => `${input.session()?.id ?? ''}/${input.trigger}`
  const told = computed(() => {
    const { id } = input.session() ?? {}
    return journalHits(
      journal.lines.filter(({ entry }) => entry.session === id).map(({ entry }) => entry.event),
      input.trigger
    )
  })
  watch(
    [place, () => input.status()?.last?.time, () => told.value.at(-1)?.time],
    () => {
      const now = { events: told.value, last: input.status()?.last ?? null, now: Date.now() }
      const merged = mergeHits(remembered.get(place()) ?? [], now)
      remembered.set(place(), merged)
      hits.value = merged
    },
    { immediate: true }
  )
  return computed(() => hits.value)
}
