import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'

/** What dragging in a chart does: move it, zoom to a box, or measure between two cursors. */
export const chartTools = ['pan', 'zoom', 'measure'] as const
export type ChartTool = (typeof chartTools)[number]

export const cursorNames = ['a', 'b'] as const
export type CursorName = (typeof cursorNames)[number]

/** Times of the two cursors, ms since the epoch; null where there is none. */
export type CursorTimes = Readonly<Record<CursorName, number | null>>

/** A stretch of time, ms since the epoch. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** The pointer and the two cursors that all charts share. */
export const useCursors = defineStore('cursors', () => {
  const tool = ref<ChartTool>('pan')
  const times = shallowRef<CursorTimes>({ a: null, b: null })
  /** Where the pointer is, as a share of the shown window, so that it stays in its place while charts scroll; null: nowhere. */
  const pointer = shallowRef<number | null>(null)
  /** The time under the pointer, ms; told a few times a second while the charts scroll below it. */
  const pointerTime = shallowRef<number | null>(null)

  const selection = computed<Stretch | null>(() => {
    const { a, b } = times.value
    return a === null || b === null || a === b ? null : { from: Math.min(a, b), to: Math.max(a, b) }
  })
  const any = computed(() => times.value.a !== null || times.value.b !== null)

  function place(cursor: CursorName, time: number): void {
    if (Number.isFinite(time)) times.value = { ...times.value, [cursor]: time }
  }
  function remove(cursor: CursorName): void {
    times.value = { ...times.value, [cursor]: null }
  }
  function clear(): void {
    times.value = { a: null, b: null }
  }
  function point(share: number | null, time: number | null): void {
    pointer.value = share
    pointerTime.value = time
  }

  return { tool, times, pointer, pointerTime, selection, any, place, remove, clear, point }
})
