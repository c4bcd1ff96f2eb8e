import { defineStore } from 'pinia'
import { type Ref, ref, toRaw, watch } from 'vue'
import type { z } from 'zod'
import { followStream } from '../connection/follow-stream'
import type { EngineClient } from '../connection/engine-client'
import { systemClock } from '@shared/base/clock'
import { useNotices } from './notices'

const cacheKey = (key: string): string => `signalbox.${key}`
/** ms after the last change before it is sent to be remembered. */
const sendAfter = 400
const reopenAfter = 1000

interface Kept {
  readonly value: Ref<unknown>
  /** The JSON last read from, or sent to, the engine: what is equal to it needs no sending, and is no news. */
  known: string
  read(value: unknown): unknown
}

/**
 * What the user likes, remembered by the engine in its data folder, so that it is there in every window and after every
 * restart. The browser keeps a copy that is in force until the engine has been reached. Several pages see each other's changes.
 */
export const usePreferences = defineStore('preferences', () => {
  const notices = useNotices()
  const kept = new Map<string, Kept>()
  let stored: Readonly<Record<string, unknown>> | null = null
  let client: EngineClient | null = null

  /**
   * The value remembered as `key`, checked by `schema`, which has to make something of anything (`.catch`). Change it, also
   * in depth, and it is remembered. One value a key: everybody who asks gets the same.
   */
  function of<Schema extends z.ZodType>(key: string, schema: Schema): Ref<z.output<Schema>> {
    const there = kept.get(key)
    if (there) return there.value as Ref<z.output<Schema>>
    const read = (value: unknown): unknown => schema.parse(value)
    const first = stored?.[key] ?? cached(key)
    const value = ref<unknown>(read(first))
    const entry: Kept = { value, known: JSON.stringify(stored?.[key] ?? null), read }
    kept.set(key, entry)
    let timer: ReturnType<typeof setTimeout> | undefined
    watch(
      value,
      () => {
        const text = JSON.stringify(toRaw(value.value))
        localStorage.setItem(cacheKey(key), text)
        clearTimeout(timer)
        timer = setTimeout(() => void send(key, entry), sendAfter)
      },
      { deep: true }
    )
    return value as Ref<z.output<Schema>>
  }

  async function send(key: string, entry: Kept): Promise<void> {
    const text = JSON.stringify(toRaw(entry.value.value))
    // Before the engine has told what it knows, a page must not overwrite it with its cache.
    if (!client || stored === null || text === entry.known) return
    entry.known = text
    const asked = client
    await notices.attempt(() => asked.preferences.set({ key, value: JSON.parse(text) }))
  }

  function take(values: Readonly<Record<string, unknown>>): void {
    stored = values
    for (const [key, entry] of kept) {
      if (!(key in values)) {
        // The engine has never heard of it: what the browser knows is all there is.
        void send(key, entry)
        continue
      }
      const text = JSON.stringify(values[key])
      if (text === entry.known) continue
      entry.known = text
      entry.value.value = entry.read(values[key])
    }
  }

  /** Keeps up with the engine over one link, until the signal aborts. */
  function follow(engine: EngineClient, signal: AbortSignal): void {
    client = engine
    void followStream({
      open: own => engine.preferences.watch(undefined, { signal: own }),
      onValue: take,
      onError: notices.fail,
      pause: until => systemClock.sleep(reopenAfter, until),
      signal
    })
  }

  return { of, follow }
})

function cached(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(cacheKey(key)) ?? 'null')
  } catch {
    return null
  }
}
