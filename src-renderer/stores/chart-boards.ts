import { defineStore } from 'pinia'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { addChannel, addChart, forgetChannel } from '../panels/charts/chart-plan'
import type { ChartsOptions } from '../panels/charts/options'
import type { ChannelRef } from '../panels/channel-ref'
import type { ChartEntry } from './chart-list'

/** A panel of charts, for those outside of it who bring channels. */
export interface ChartBoard {
  charts(): readonly ChartEntry[]
  edit(change: (options: ChartsOptions) => ChartsOptions): void
}

/** The panels of charts there are now. */
export const useChartBoards = defineStore('chart-boards', () => {
  const boards = shallowRef<readonly ChartBoard[]>([])
  /** Every chart to which channels of a device can be brought. */
  const charts = computed(() => boards.value.flatMap(board => board.charts().map(chart => ({ board, chart }))))

  /** For as long as the calling component lives. */
  function add(board: ChartBoard): void {
    boards.value = [...boards.value, board]
    onScopeDispose(() => (boards.value = boards.value.filter(other => other !== board)))
  }
  function showIn(ref: ChannelRef, board: ChartBoard, chart: string): void {
    board.edit(options => addChannel(options, chart, ref))
  }
  /** In a chart of its own, in the first panel. */
  function showAlone(ref: ChannelRef): void {
    const [board] = boards.value
    board?.edit(options => addChart(options, ref, { keys: board.charts().map(({ key }) => key), before: null }))
  }
  /** Back to where it belongs by itself, in every panel. */
  function forget(ref: ChannelRef): void {
    for (const board of boards.value) board.edit(options => forgetChannel(options, ref))
  }

  return { boards, charts, add, showIn, showAlone, forget }
})
