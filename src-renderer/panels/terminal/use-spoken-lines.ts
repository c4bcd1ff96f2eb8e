import { useIntervalFn } from '@vueuse/core'
import { type Ref, ref, watch } from 'vue'
import { text } from '../../messages'
import type { TerminalLine } from './terminal-log'

/** Between two announcements, ms: what is read out while another line comes is cut short. */
const speakEvery = 2500

/** The newest lines as words for a live region, at a calm rate, while `on`. */
export function useSpokenLines(input: {
  readonly on: () => boolean
  readonly lines: () => readonly TerminalLine[]
  readonly textOf: (line: TerminalLine) => string
}): Readonly<Ref<string>> {
  const spoken = ref('')
  let last = 0
  const { pause, resume } = useIntervalFn(
    () => {
      const fresh = input.lines().filter(({ key, open, kind }) => key > last && !open && kind !== 'skipped')
      const newest = fresh.at(-1)
      if (!newest) return
      last = newest.key
      const words = input.textOf(newest).slice(0, 200)
      spoken.value = fresh.length === 1 ? words : text.terminal.spokenLines(fresh.length, words)
    },
    speakEvery,
    { immediate: false }
  )
  watch(
    input.on,
    on => {
      spoken.value = ''
      last = input.lines().at(-1)?.key ?? 0
      if (on) resume()
      else pause()
    },
    { immediate: true }
  )
  return spoken
}
