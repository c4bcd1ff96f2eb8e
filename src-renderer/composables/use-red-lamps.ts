import { computed, watch, watchEffect } from 'vue'
import { readingText } from '../format/numbers'
import { text } from '../messages'
import { engineText } from '../messages/engine-text'
import { useJournal } from '../stores/journal'
import { useLooks } from '../stores/looks'
import { useNotices } from '../stores/notices'
import { limitReds, type RedNews } from '../stores/red-limiter'
import { useSessions } from '../stores/sessions'
import { useView } from '../stores/view'
import { useNotifications } from './use-notifications'

/** Tells when lamps turn red: on the page, in its title, and by the system's notifications while the page is out of sight. */
export function useRedLamps(): void {
  const journal = useJournal()
  const looks = useLooks()
  const notices = useNotices()
  const notifications = useNotifications()
  const sessions = useSessions()
  const view = useView()
  const limit = limitReds()
  limit.next()

  const red = computed(() =>
    sessions.list.reduce((sum, { channels }) => sum + channels.filter(({ light }) => light === 'red').length, 0)
  )
  watchEffect(() => {
    document.title = red.value > 0 ? `● ${text.alarms.title(red.value)} – ${text.product}` : text.product
  })

  watch(
    () => journal.lines,
    (lines, before) => {
      const last = before.at(-1)?.key
      // What is there when the page opens has happened before anybody looked.
      if (last === undefined) return
      const added = lines.slice(lines.findLastIndex(({ key }) => key <= last) + 1)
      const told = limit.next({ entries: added.map(({ entry }) => entry), now: Date.now() })
      if (told.value.length > 0) tell(told.value)
    }
  )

  function show({ entry, event }: RedNews): void {
    const session = sessions.list.find(({ id }) => id === entry.session)
    if (session)
      sessions.select(
        session,
        session.channels.find(({ name }) => name === event.channel)
      )
    view.show(event.time)
  }

  function labelOf({ entry, event }: RedNews): string {
    const address = sessions.list.find(({ id }) => id === entry.session)?.address
    return (address && looks.find({ address, channel: event.channel })?.label) || event.channel
  }

  /** One message for all that turned red together. */
  function tell(news: readonly RedNews[]): void {
    const [first] = news
    const name = labelOf(first)
    const { cause, value } = first.event
    const title = news.length > 1 ? text.alarms.several(news.length) : text.alarms.turned(name, first.times)
    const detail =
      news.length > 1
        ? news.map(one => `${one.entry.device}: ${labelOf(one)}`).join(', ')
        : text.alarms.cause(first.entry.device, engineText(cause), value === null ? '∞' : readingText(value))
    const about = news.length > 1 ? 'lamps' : `${first.entry.session}/${first.event.channel}`
    notices.show({ kind: 'alarm', title, detail, about, action: { label: text.alarms.show, run: () => show(first) } })
    if (document.visibilityState !== 'hidden' || !notifications.on.value) return
    const shown = new Notification(title, { body: detail, tag: about })
    shown.onclick = () => {
      window.focus()
      show(first)
      shown.close()
    }
  }
}
