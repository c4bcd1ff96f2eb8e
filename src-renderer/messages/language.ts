import { setMessages, type Messages } from '.'
import { en } from './en'

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/** Each language is fetched when it is first asked for; English is there from the start. */
const load: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de')).de
}

/** The first of the user's languages that there is; English when there is none. */
export function systemLanguage(wanted: readonly string[] = navigator.languages): Language {
  const codes = wanted.map(tag => tag.split('-')[0].toLowerCase())
  return codes.flatMap(code => languages.find(language => language === code) ?? [])[0] ?? 'en'
}

/** What a choice comes to on this computer. */
export function languageFor(choice: 'system' | Language): Language {
  return choice === 'system' ? systemLanguage() : choice
}

let asked: Language = 'en'

/** Puts a language in force at once, or as soon as it has been fetched, unless another was asked for meanwhile. */
export async function setLanguage(language: Language): Promise<void> {
  asked = language
  const messages = await load[language]()
  if (asked !== language) return
  setMessages(messages)
  document.documentElement.lang = language
}
