import { useWindowSize } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, type Ref, ref } from 'vue'
import { useCursors } from './cursors'
import { usePresent } from './present'
import { usePreferences } from './preferences'
import { leastChart, nextSpan, ViewSettings } from './view-settings'

/** How things are looked at; nothing here changes what is read or recorded. */
export const useView = defineStore('view', () => {
  const preferences = usePreferences()
  const present = usePresent()
  /** Remembered by the engine; a window's own until it is reloaded, so that two windows can show two spans. */
  const settings: Ref<ViewSettings> = preferences.of('view', ViewSettings, false)
  const paused = ref(false)
  /** The right edge of a paused view, ms since the epoch. */
  const pausedAt = ref(0)
  const channelFilter = ref('')
  const cursors = useCursors()
  /** Between the two cursors, ms since the epoch; null when there are not two. */
  const selection = computed(() => cursors.selection)
  /** Under the pointer in the charts, ms since the epoch; null when it is elsewhere. */
  const pointerTime = computed(() => cursors.pointerTime)
  const { height: windowHeight } = useWindowSize()
  /** css px. */
  const chartHeight = computed(() => leastChart(windowHeight.value))

  /** Freezes the view with `at` at its right edge; data keeps coming and being recorded. */
  function pause(at = present.now()): void {
    pausedAt.value = at
    paused.value = true
  }
  function follow(): void {
    paused.value = false
  }
  /** Pauses with `time` in the middle of the view. */
  function show(time: number): void {
    pause(Math.min(present.now(), time + settings.value.span / 2))
  }
  function step(direction: 1 | -1): void {
    settings.value.span = nextSpan(settings.value.span, direction)
  }
  function select(address: string, channel: string): void {
    settings.value.selected = { address, channel }
  }

  /** What the charts show now, ms since the epoch. */
  function stretch(): { from: number; to: number } {
    const to = paused.value ? pausedAt.value : present.now()
    return { from: to - settings.value.span, to }
  }

  return {
    settings,
    paused,
    pausedAt,
    channelFilter,
    chartHeight,
    selection,
    pointerTime,
    stretch,
    pause,
    follow,
    show,
    step,
    select
  }
})
