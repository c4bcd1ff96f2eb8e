import { paletteNames } from '../charts/palette'
import { useNotifications } from '../composables/use-notifications'
import { timeStyles } from '../format/time-style'
import { text } from '../messages'
import { languageChoices, themes, useHabits } from '../stores/habits'
import { useLookSettings } from '../stores/look-settings'
import type { Command } from './command'
import { useCommands } from './use-commands'

/** Everything of the Look menu as commands. */
export function useLookCommands(): void {
  const habits = useHabits()
  const looks = useLookSettings()
  const notifications = useNotifications()
  const { look, looks: names } = text

  const choice = (id: string, title: () => string, run: () => void): Command => ({
    id: `look.${id}`,
    group: 'look',
    title,
    run
  })
  const commands: Command[] = [
    ...themes.map(theme =>
      choice(
        `theme.${theme}`,
        () => look.choose(look.theme, look.themes[theme]),
        () => (habits.settings.theme = theme)
      )
    ),
    ...paletteNames.map(name =>
      choice(
        `palette.${name}`,
        () => look.choose(names.palette, names.palettes[name]),
        () => (looks.palette = name)
      )
    ),
    ...timeStyles.map(style =>
      choice(
        `times.${style}`,
        () => look.choose(look.times, look.timeStyles[style]),
        () => (habits.settings.timeStyle = style)
      )
    ),
    {
      id: 'look.times.next',
      group: 'look',
      title: () => text.commands.nextTimeStyle,
      keys: ['t'],
      run: () =>
        (habits.settings.timeStyle =
          timeStyles[(timeStyles.indexOf(habits.settings.timeStyle) + 1) % timeStyles.length])
    },
    ...languageChoices.map(language =>
      choice(
        `language.${language}`,
        () => look.choose(look.language, look.languages[language]),
        () => (habits.settings.language = language)
      )
    ),
    choice(
      'dashes',
      () => look.choose(names.dashes, looks.dashes ? look.off : look.on),
      () => (looks.dashes = !looks.dashes)
    ),
    choice(
      'less-motion',
      () => look.choose(look.lessMotion, habits.settings.lessMotion ? look.off : look.on),
      () => (habits.settings.lessMotion = !habits.settings.lessMotion)
    ),
    choice(
      'notify',
      () => look.choose(look.notify, notifications.on.value ? look.off : look.on),
      () => void notifications.set(!notifications.on.value)
    )
  ]
  useCommands(commands)
}
