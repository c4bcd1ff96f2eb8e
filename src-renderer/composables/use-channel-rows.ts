import { computed, effectScope, onScopeDispose, shallowRef, watch, type ComputedRef, type EffectScope } from 'vue'
import type { SampleBlock } from '@shared/analysis/segments'
import type { ChannelRef } from '../panels/channel-ref'
import { type ShownChannel, useLooks } from '../stores/looks'
import type { RowRing } from './row-ring'
import { type Rows, type RowsInput, usePanelInSight, useRows } from './use-rows'

/** A channel of a panel with its rows: column `column` of the window of its device. */
export interface ChannelRows {
  readonly shown: ShownChannel
  readonly rows: Rows
  readonly column: number
}

export type RowsWish = Omit<RowsInput, 'session' | 'channels'>

/** Rows of channels of any devices: one window a device. Channels that are not there now are left out. */
export function useChannelRows(
  refs: () => readonly ChannelRef[],
  wish: (shown: ShownChannel) => RowsWish | null
): ComputedRef<readonly ChannelRows[]> {
  const looks = useLooks()
  const inSight = usePanelInSight()
  const feeds = shallowRef<ReadonlyMap<string, { readonly scope: EffectScope; readonly rows: Rows }>>(new Map())
  const found = computed(() => refs().flatMap(ref => looks.find(ref) ?? []))
  const columnsOf = (session: string): number[] =>
    [...new Set(found.value.filter(shown => shown.session.id === session).map(shown => shown.channel.index))].sort(
      (one, other) => one - other
    )

  function inputOf(session: string): RowsInput | null {
    const first = found.value.find(shown => shown.session.id === session)
    const wanted = first && wish(first)
    return wanted ? { ...wanted, session, channels: columnsOf(session) } : null
  }

  function open(session: string): { readonly scope: EffectScope; readonly rows: Rows } {
    const scope = effectScope(true)
    return { scope, rows: scope.run(() => useRows(() => inputOf(session), inSight))! }
  }

  watch(
    () => [...new Set(found.value.map(({ session }) => session.id))].join('\n'),
    sessions => {
      const wanted = sessions === '' ? [] : sessions.split('\n')
      for (const [session, { scope }] of feeds.value) if (!wanted.includes(session)) scope.stop()
      feeds.value = new Map(wanted.map(session => [session, feeds.value.get(session) ?? open(session)]))
    },
    { immediate: true }
  )
  onScopeDispose(() => {
    for (const { scope } of feeds.value.values()) scope.stop()
  })

  return computed(() =>
    found.value.flatMap(shown => {
      const feed = feeds.value.get(shown.session.id)
      return feed ? [{ shown, rows: feed.rows, column: columnsOf(shown.session.id).indexOf(shown.channel.index) }] : []
    })
  )
}

/** How far a reader of a ring has come. */
export interface ReadMark {
  readonly generation: number
  readonly total: number
}

/**
 * A column's rows since `mark`, and whether they follow on what was read before. Where rows were dropped unread the first
 * one is marked as a gap.
 */
export function rowsSince(
  ring: RowRing,
  column: number,
  mark: ReadMark | null
): { readonly block: SampleBlock; readonly mark: ReadMark; readonly follows: boolean } {
  const { generation, total, rows } = ring
  const follows = mark !== null && mark.generation === generation
  const fresh = follows ? total - mark.total : rows
  const from = Math.max(0, rows - fresh)
  const gap = ring.gap.subarray(from)
  const block = { time: ring.time.subarray(from), value: ring.value[column].subarray(from), gap }
  if (fresh <= rows || gap.length === 0) return { block, mark: { generation, total }, follows }
  const marked = gap.slice()
  marked[0] = 1
  return { block: { ...block, gap: marked }, mark: { generation, total }, follows }
}
