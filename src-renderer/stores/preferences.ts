import { ORPCError } from '@orpc/client'
import { defineStore } from 'pinia'
import { type Ref, ref } from 'vue'
import type { z } from 'zod'
import { systemClock } from '@shared/base/clock'
import type { EngineClient } from '../connection/engine-client'
import { followStream } from '../connection/follow-stream'
import { useNotices } from './notices'
import { createPreferenceCache } from './preference-cache'
import { createPreferenceKeeper } from './preference-keeper'

const reopenAfter = 1000

/**
 * What the user likes, remembered by the engine in its data folder, so that it is there in every window and after every
 * restart. The browser keeps a copy that is in force until the engine has been reached.
 */
export const usePreferences = defineStore('preferences', () => {
  const notices = useNotices()
  let client: EngineClient | null = null
  /** Whether the engine has told what it remembers; before, everything is the browser's copy. */
  const ready = ref(false)
  const keeper = createPreferenceKeeper({
    cache: createPreferenceCache(() => localStorage),
    clock: systemClock,
    async tell(key, value) {
      if (!client) return false
      try {
        await client.preferences.set({ key, value })
      } catch (error) {
        // Anything but the engine's own refusal is the link's trouble, which the page shows anyway.
        if (!(error instanceof ORPCError)) return false
        notices.fail(error)
      }
      return true
    }
  })
  window.addEventListener('pagehide', keeper.flush)

  /**
   * The value remembered as `key`, checked by `schema`, which has to make something of anything (`.catch`). Change it, also
   * in depth, and it is remembered. One value a key: everybody who asks gets the same.
   * @param shared false: what other windows make of it is seen here only after a reload
   */
  function of<Schema extends z.ZodType>(key: string, schema: Schema, shared = true): Ref<z.output<Schema>> {
    return keeper.of(key, schema, shared)
  }

  /** Keeps up with the engine over one link, until the signal aborts. */
  function follow(engine: EngineClient, signal: AbortSignal): void {
    client = engine
    void followStream({
      open: own => engine.preferences.watch(undefined, { signal: own }),
      onValue(values) {
        keeper.take(values)
        ready.value = true
      },
      onError: notices.fail,
      pause: until => systemClock.sleep(reopenAfter, until),
      signal
    })
  }

  return { of, follow, ready }
})
