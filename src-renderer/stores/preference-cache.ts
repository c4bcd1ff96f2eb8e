/** The browser's copy of what the engine remembers. Storage may be full or forbidden; the page then does without. */
export interface PreferenceCache {
  /** undefined when there is none. */
  read(key: string): unknown
  /** @param unsent whether the engine has not been told yet, so that after a reload this copy is the newer one */
  write(key: string, json: string, unsent: boolean): void
  /** Whether the copy was changed after the engine had last been told. */
  isUnsent(key: string): boolean
}

const nameOf = (key: string): string => `signalbox.${key}`
/** A colon cannot be part of a key, so that no key's mark is another key's value. */
const markOf = (key: string): string => `signalbox.unsent:${key}`

export function createPreferenceCache(storage: () => Storage): PreferenceCache {
  function attempt<T>(work: (storage: Storage) => T, otherwise: T): T {
    try {
      return work(storage())
    } catch {
      return otherwise
    }
  }
  return {
    read: key =>
      attempt(kept => {
        const json = kept.getItem(nameOf(key))
        return json === null ? undefined : (JSON.parse(json) as unknown)
      }, undefined),
    write(key, json, unsent) {
      attempt(kept => {
        kept.setItem(nameOf(key), json)
        if (unsent) kept.setItem(markOf(key), '1')
        else kept.removeItem(markOf(key))
      }, undefined)
    },
    isUnsent: key => attempt(kept => kept.getItem(markOf(key)) !== null, false)
  }
}
