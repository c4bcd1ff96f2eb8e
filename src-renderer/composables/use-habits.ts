import { useMediaQuery } from '@vueuse/core'
import { computed, watch, watchEffect } from 'vue'
import { timeOrigin, timeStyle } from '../format/time-style'
import { languageFor, setLanguage } from '../messages/language'
import { useHabits } from '../stores/habits'
import { useNotices } from '../stores/notices'
import { useSessions } from '../stores/sessions'

/** Puts the habits in force for the whole page; the root's attributes tell styles and painters of them. */
export function useHabitsInForce(): void {
  const habits = useHabits()
  const notices = useNotices()
  const sessions = useSessions()
  const root = document.documentElement
  const moreContrast = useMediaQuery('(prefers-contrast: more)')
  const lessMotion = useMediaQuery('(prefers-reduced-motion: reduce)')

  watchEffect(() => {
    const { theme } = habits.settings
    setAttribute('data-theme', theme === 'light' || theme === 'dark' ? theme : null)
    // Who chose light or dark by hand gets just that; the system's wish for contrast is part of "as the system".
    setAttribute('data-contrast', theme === 'contrast' || (theme === 'system' && moreContrast.value) ? 'more' : null)
    setAttribute('data-motion', habits.settings.lessMotion || lessMotion.value ? 'less' : null)
  })

  function setAttribute(name: string, value: string | null): void {
    if (value === null) root.removeAttribute(name)
    else root.setAttribute(name, value)
  }

  /** Kept while anything is open, so that closing the first device does not move all times. */
  const start = computed(() =>
    Math.min(...sessions.list.map(({ firstSample, openedAt }) => Math.min(firstSample ?? openedAt, openedAt)))
  )
  watch(
    start,
    now => {
      if (now === Infinity) timeOrigin.value = NaN
      else if (!(timeOrigin.value <= now)) timeOrigin.value = now
    },
    { immediate: true }
  )
  watchEffect(() => {
    timeStyle.value = habits.settings.timeStyle
    // Painters paint anew when an attribute changes.
    setAttribute('data-times', `${timeStyle.value} ${timeOrigin.value}`)
  })

  watch(
    () => habits.settings.language,
    choice => setLanguage(languageFor(choice)).catch(notices.fail),
    { immediate: true }
  )
}
