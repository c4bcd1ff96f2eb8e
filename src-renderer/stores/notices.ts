import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { problemOf } from '../connection/problem'
import { text } from '../messages'
import { engineText } from '../messages/engine-text'

export interface Notice {
  readonly id: number
  /** An `error` stays until it is closed; an `alarm` is a lamp that turned red. */
  readonly kind: 'info' | 'success' | 'error' | 'alarm'
  readonly title: string
  readonly detail: string
  /** A newer notice about the same takes the place of the older. */
  readonly about?: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** At most this many are shown; older ones give way. */
const most = 4

/** Short messages at the edge of the page. */
export const useNotices = defineStore('notices', () => {
  const list = shallowRef<readonly Notice[]>([])
  let numbered = 0

  function show(notice: Omit<Notice, 'id'>): void {
    // The same trouble again renews its message instead of piling up.
    const others = list.value.filter(({ title, detail, about }) =>
      about === undefined ? title !== notice.title || detail !== notice.detail : about !== notice.about
    )
    list.value = [...others, { ...notice, id: ++numbered }].slice(-most)
  }
  function dismiss(id: number): void {
    list.value = list.value.filter(notice => notice.id !== id)
  }
  function fail(error: unknown): void {
    const { message, remedy } = problemOf(error)
    show({ kind: 'error', title: sentence(message), detail: engineText(remedy) })
  }
  /** Runs a call and shows what it throws; answers whether it succeeded. */
  async function attempt(call: () => Promise<unknown>): Promise<boolean> {
    try {
      await call()
      return true
    } catch (error) {
      fail(error)
      return false
    }
  }

  return { list, show, dismiss, fail, attempt }
})

/**
 * A message of the engine, in the language in force and with a capital in front, because they are parts of sentences; but a
 * name of a file or a channel that begins one (`run2.csv is empty`) stays as it is.
 */
export function sentence(message: string): string {
  if (message === '') return text.connection.failed
  const known = engineText(message)
  return /^\p{Ll}+[\s,:]/u.test(`${known} `) ? known[0].toUpperCase() + known.slice(1) : known
}
