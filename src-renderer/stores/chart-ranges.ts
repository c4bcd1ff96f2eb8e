import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ValueRange } from '../charts/y-range'

/** Ranges by chart key, then by axis id; what is not there is automatic. */
export type ChartRanges = Readonly<Record<string, Readonly<Record<string, ValueRange>>>>

/** The value axis of a chart that has only one. */
export const firstAxis = 'y'

/**
 * What the user zoomed value axes to, by hand. It belongs to what is looked at now, like the time span, and so to the steps
 * back and forward; a fixed range that is to stay is the axis' own setting.
 */
export const useChartRanges = defineStore('chart-ranges', () => {
  const all = shallowRef<ChartRanges>({})

  /** null: automatic, or whatever the axis' own setting says. */
  function of(chart: string, axis: string = firstAxis): ValueRange | null {
    return all.value[chart]?.[axis] ?? null
  }

  /** null lets the axis find its range again. */
  function set(chart: string, axis: string, range: ValueRange | null): void {
    const { [axis]: before, ...others } = all.value[chart] ?? {}
    if (range === null && before === undefined) return
    all.value = { ...all.value, [chart]: range === null ? others : { ...others, [axis]: range } }
  }

  /** All of them at once: a step back or forward. */
  function restore(ranges: ChartRanges): void {
    all.value = ranges
  }

  return { all, of, set, restore }
})
