import { useCurrentElement, useDocumentVisibility, useElementVisibility } from '@vueuse/core'
import { computed, onScopeDispose, readonly, shallowRef, watch, watchEffect, type Ref } from 'vue'
import { systemClock } from '@shared/base/clock'
import type { RowsTarget } from '../connection/follow-rows'
import { RowsFeed } from '../connection/rows-feed'
import { useConnection } from '../stores/connection'
import { useView } from '../stores/view'
import type { RowRing, RowWindow } from './row-ring'

export type { RowWindow }

export interface RowsInput {
  readonly session: string
  /** Column indices. */
  readonly channels: readonly number[]
  /** How many rows to keep, at most. */
  readonly rows: number
  /** How long a stretch to keep, ms; as long as `rows` reach when absent. */
  readonly span?: number
  /** Rows a second asked for are fresh at most this often, ms. */
  readonly interval?: number
  /** A stretch that has been, ms since the epoch, in place of the newest rows or of what ends where the view is paused. */
  readonly stretch?: { readonly from: number; readonly to: number } | null
}

export interface Rows {
  /** Plain and always the same object; read it when `version` has changed. */
  readonly window: RowRing
  readonly version: Readonly<Ref<number>>
  /** What the last question failed with; null when it was answered. */
  readonly problem: Readonly<Ref<unknown>>
}

/** What one request can ask for. */
const most = { rows: 262_144, channels: 64 }
const usualInterval = 100

/**
 * The newest rows of a session's channels, kept up to date by asking for what is new. While the view is paused they end
 * where it does; while the page is hidden, or the component's root element not `inSight`, nothing is asked.
 */
export function useRows(input: () => RowsInput | null, inSight = usePanelInSight()): Rows {
  const connection = useConnection()
  const view = useView()
  const version = shallowRef(0)
  const problem = shallowRef<unknown>(null)
  const feed = new RowsFeed({
    clock: systemClock,
    onChange: () => version.value++,
    onProblem: failure => (problem.value = failure)
  })
  const target = computed(() => targetOf(input(), view.paused ? view.pausedAt : null))
  watchEffect(() => feed.sleep(!inSight.value))
  watch(
    () => [connection.live, target.value] as const,
    ([live, wanted]) => feed.follow(live ?? null, wanted),
    { immediate: true }
  )
  onScopeDispose(() => feed.dispose())
  return { window: feed.window, version: readonly(version), problem: readonly(problem) }
}

/** Whether anybody can see the component that calls: its page is shown and its root element in sight. */
export function usePanelInSight(): Readonly<Ref<boolean>> {
  const page = useDocumentVisibility()
  const element = useElementVisibility(useCurrentElement<HTMLElement>())
  return computed(() => page.value === 'visible' && element.value)
}

function targetOf(input: RowsInput | null, pausedAt: number | null): RowsTarget | null {
  if (!input || input.channels.length === 0) return null
  const { session, channels, rows, span = Infinity, interval = usualInterval } = input
  const paused = pausedAt === null ? null : { from: Number.isFinite(span) ? pausedAt - span : null, to: pausedAt }
  return {
    session,
    channels: channels.slice(0, most.channels),
    limit: Math.max(1, Math.min(most.rows, Math.round(rows))),
    span,
    stretch: input.stretch ?? paused,
    interval
  }
}
