import { useEventListener } from '@vueuse/core'
import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Whether the workspace is shown to an audience: panels, lamps and the recording sign, and nothing else. */
export const usePresentation = defineStore('presentation', () => {
  const on = ref(false)

  function enter(): void {
    on.value = true
    // Where the browser refuses, the page alone is enough.
    void document.documentElement.requestFullscreen?.().catch(() => undefined)
  }
  function leave(): void {
    on.value = false
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined)
  }
  // Escape leaves full screen before the page hears of the key.
  useEventListener(document, 'fullscreenchange', () => {
    if (!document.fullscreenElement) on.value = false
  })

  return { on, enter, leave, toggle: () => (on.value ? leave() : enter()) }
})
