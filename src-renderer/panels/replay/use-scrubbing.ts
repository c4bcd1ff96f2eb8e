import { until } from '@vueuse/core'
import { computed, type ComputedRef, shallowRef } from 'vue'

/** ms until the engine's next word on the position at the latest. */
const patience = 1000

/** Where a slider stands while it is dragged, and jumps to there, one at a time: what is asked for meanwhile is the last. */
export function useScrubbing(
  position: () => number,
  jump: (time: number) => Promise<unknown>
): { readonly shown: ComputedRef<number>; to(time: number): Promise<void> } {
  const wanted = shallowRef<number | null>(null)
  let running = false
  return {
    shown: computed(() => wanted.value ?? position()),
    async to(time) {
      wanted.value = time
      if (running) return
      running = true
      try {
        for (let asked: number | null = null; asked !== wanted.value;) {
          asked = wanted.value
          if (asked !== null) await jump(asked)
          // Until then the last word is from before the jump.
          if (asked === wanted.value) await until(position).changed({ timeout: patience })
        }
      } finally {
        running = false
        wanted.value = null
      }
    }
  }
}
