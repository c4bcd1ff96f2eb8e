import { effectScope, type Ref, ref, toRaw, watch } from 'vue'
import type { z } from 'zod'
import type { Clock } from '@shared/base/clock'
import type { PreferenceCache } from './preference-cache'

/** ms after the last change before it is kept and sent. */
const sendAfter = 400

export interface PreferenceKeeperOptions {
  readonly cache: PreferenceCache
  readonly clock: Clock
  /**
   * Tells the engine. False: it could not be reached, and is told again when `take` shows that it is there; a refusal is
   * the caller's to show and counts as told, because asking again would not help.
   */
  readonly tell: (key: string, value: unknown) => Promise<boolean>
}

export interface PreferenceKeeper {
  of<Schema extends z.ZodType>(key: string, schema: Schema, shared?: boolean): Ref<z.output<Schema>>
  /** What the engine remembers, all of it; comes after every link and every change. */
  take(values: Readonly<Record<string, unknown>>): void
  /** Keeps and sends at once what waits, because the page may be going. */
  flush(): void
}

interface Kept {
  readonly value: Ref<unknown>
  readonly read: (value: unknown) => unknown
  readonly shared: boolean
  /** What the engine last told, as JSON; undefined: it has no value. What is equal to it is no news. */
  heard: string | undefined
  /** Whether the engine has told anything of it. */
  told: boolean
  /** Our value that needs no sending, as JSON. */
  known: string
  /** Changed here, and the engine does not know yet. */
  unsent: boolean
  sending: boolean
  /** Ends the pause before it is sent. */
  waiting: AbortController | null
}

/** Values that browser and engine both remember. A change made here wins over what the engine tells until it was told. */
export function createPreferenceKeeper({ cache, clock, tell }: PreferenceKeeperOptions): PreferenceKeeper {
  const all = new Map<string, Kept>()
  // Its own scope: a value outlives the component that first asked for it.
  const scope = effectScope(true)
  let stored: Readonly<Record<string, unknown>> | null = null

  function of<Schema extends z.ZodType>(key: string, schema: Schema, shared = true): Ref<z.output<Schema>> {
    const there = all.get(key)
    if (there) return there.value as Ref<z.output<Schema>>
    const read = (value: unknown): unknown => schema.parse(value)
    const copy = cache.read(key)
    const isNewer = cache.isUnsent(key) || !stored || !(key in stored)
    const value = ref<unknown>(read(isNewer ? copy : stored?.[key]))
    const entry: Kept = {
      ...{ value, read, shared, known: textOf(value), unsent: cache.isUnsent(key), sending: false, waiting: null },
      heard: stored && key in stored ? JSON.stringify(stored[key]) : undefined,
      told: stored !== null
    }
    // The engine has never heard of it: what the browser remembers is all there is.
    if (stored && !(key in stored) && copy !== undefined) entry.unsent = true
    all.set(key, entry)
    scope.run(() => watch(value, () => changed(key, entry), { deep: true }))
    if (entry.unsent) plan(key, entry)
    return value as Ref<z.output<Schema>>
  }

  function changed(key: string, entry: Kept): void {
    if (textOf(entry.value) === entry.known && !entry.unsent) return
    entry.unsent = true
    plan(key, entry)
  }

  function plan(key: string, entry: Kept): void {
    entry.waiting?.abort()
    const waiting = (entry.waiting = new AbortController())
    void clock.sleep(sendAfter, waiting.signal).then(
      () => {
        entry.waiting = null
        cache.write(key, textOf(entry.value), entry.unsent)
        void send(key, entry)
      },
      () => undefined
    )
  }

  async function send(key: string, entry: Kept): Promise<void> {
    if (entry.sending) return
    entry.sending = true
    try {
      // Before the engine has told what it knows, a page must not overwrite it; while more changes come, they go together.
      while (entry.unsent && !entry.waiting && stored !== null) {
        const json = textOf(entry.value)
        const before = entry.heard
        if (!(await tell(key, JSON.parse(json)))) return
        entry.known = json
        entry.unsent = textOf(entry.value) !== json
        if (!entry.unsent) settle(key, entry, before)
      }
    } finally {
      entry.sending = false
    }
  }

  /** The engine has our value: what it told meanwhile is news only if it is neither ours nor what it told before. */
  function settle(key: string, entry: Kept, before: string | undefined): void {
    cache.write(key, entry.known, false)
    const news = entry.heard
    entry.heard = entry.known
    if (entry.shared && news !== before && news !== entry.known) adopt(key, entry, stored?.[key])
  }

  function adopt(key: string, entry: Kept, value: unknown): void {
    entry.heard = value === undefined ? undefined : JSON.stringify(value)
    entry.value.value = entry.read(value)
    // As read, not as told: a page of another version must not send back what it merely reads differently.
    entry.known = textOf(entry.value)
    cache.write(key, entry.known, false)
  }

  function take(values: Readonly<Record<string, unknown>>): void {
    stored = values
    for (const [key, entry] of all) {
      const news = key in values ? JSON.stringify(values[key]) : undefined
      const isFirst = !entry.told
      entry.told = true
      if (isFirst && news === undefined && cache.read(key) !== undefined) entry.unsent = true
      if (entry.unsent || entry.sending) {
        entry.heard = news
        void send(key, entry)
      } else if (news !== entry.heard) {
        if (entry.shared || isFirst) adopt(key, entry, values[key])
        else entry.heard = news
      }
    }
  }

  function flush(): void {
    for (const [key, entry] of all) {
      if (textOf(entry.value) !== entry.known) entry.unsent = true
      if (!entry.unsent) continue
      entry.waiting?.abort()
      entry.waiting = null
      cache.write(key, textOf(entry.value), true)
      void send(key, entry)
    }
  }

  return { of, take, flush }
}

/** A value that is undefined is remembered as null, which forgets it. */
function textOf(value: Ref<unknown>): string {
  return JSON.stringify(toRaw(value.value)) ?? 'null'
}
