import { shallowRef } from 'vue'
import { en, type Messages } from './en'

const current = shallowRef<Messages>(en)

/**
 * The texts in the language in force. Read them while rendering, or in a `computed`, so that they follow a change of language;
 * a whole section may be kept (`const words = text.settings`), a text may not.
 */
export const text: Messages = follow(en, () => current.value)

/** `section`, read anew from what `now` gives at every access: all languages have the same keys. */
function follow<Section extends object>(section: Section, now: () => Section): Section {
  const parts = new Map<PropertyKey, object>()
  return new Proxy(section, {
    get(_, key) {
      const value: unknown = Reflect.get(now(), key)
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
      const there = parts.get(key)
      if (there) return there
      const made = follow(value, () => Reflect.get(now(), key) as object)
      parts.set(key, made)
      return made
    }
  })
}

export function setMessages(messages: Messages): void {
  current.value = messages
}
export type { Messages }
