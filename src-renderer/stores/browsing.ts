import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { useLayout } from './layout'
import { useSessions } from './sessions'

const browsers: ReadonlySet<string> = new Set(['captures', 'compare', 'sql'])

/** Looking among the recordings, which needs no open device: then the panels are shown although there is nothing live in them. */
export const useBrowsing = defineStore('browsing', () => {
  const layout = useLayout()
  const sessions = useSessions()
  const isWanted = ref(false)
  /** Grows whenever somebody wants to see the recordings. */
  const asked = ref(0)
  const isShown = computed(() => Object.values(layout.current.panels).some(({ kind }) => browsers.has(kind)))

  // Whoever closes the last panel of recordings is back at the beginning.
  watch(isShown, is => {
    if (!is) isWanted.value = false
  })
  watch(
    () => sessions.list.length,
    open => {
      if (open > 0) isWanted.value = false
    }
  )

  function begin(): void {
    isWanted.value = sessions.list.length === 0
    asked.value++
  }
  return { on: isWanted, asked, begin }
})
