import { defineStore } from 'pinia'
import { z } from 'zod'
import { timeStyles } from '../format/time-style'
import { usePreferences } from './preferences'

export const themes = ['system', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof themes)[number]

/** `system`: the first language of the browser that there is. */
export const languageChoices = ['system', 'en', 'de'] as const
export type LanguageChoice = (typeof languageChoices)[number]

export const Habits = z
  .object({
    theme: z.enum(themes).catch('system'),
    language: z.enum(languageChoices).catch('system'),
    timeStyle: z.enum(timeStyles).catch('local'),
    /** Nothing moves by itself, also where the system does not ask for it. */
    lessMotion: z.boolean().catch(false),
    /** Red lamps are told by the system's notifications while the page is out of sight. */
    notify: z.boolean().catch(false)
  })
  .catch({ theme: 'system', language: 'system', timeStyle: 'local', lessMotion: false, notify: false })
export type Habits = z.infer<typeof Habits>

/** How somebody likes the whole page: remembered by the engine, the same in every window. */
export const useHabits = defineStore('habits', () => {
  const settings = usePreferences().of('habits', Habits)
  return { settings }
})
