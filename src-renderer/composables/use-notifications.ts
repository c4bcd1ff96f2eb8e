import { computed, type ComputedRef } from 'vue'
import { text } from '../messages'
import { useHabits } from '../stores/habits'
import { useNotices } from '../stores/notices'

export interface Notifications {
  /** Wanted, and allowed in this browser. */
  readonly on: ComputedRef<boolean>
  /** Turns them on or off; asks for permission when there is none yet, so only to be called when the user asked for it. */
  set(on: boolean): Promise<void>
}

const permission = (): NotificationPermission | 'unavailable' =>
  'Notification' in globalThis ? Notification.permission : 'unavailable'

/** The system's notifications: whether they are shown, and the way to change that. */
export function useNotifications(): Notifications {
  const habits = useHabits()
  const notices = useNotices()

  async function set(on: boolean): Promise<void> {
    habits.settings.notify = false
    if (!on) return
    const answer = permission() === 'default' ? await Notification.requestPermission() : permission()
    if (answer === 'granted') {
      habits.settings.notify = true
      notices.show({ kind: 'success', title: text.alarms.allowed, detail: '', about: 'notifications' })
    } else if (answer === 'unavailable' || !isSecureContext)
      notices.show({
        kind: 'error',
        title: text.alarms.unavailable,
        detail: text.alarms.unavailableDetail,
        about: 'notifications'
      })
    // Closing the question is an answer too, and can be asked again.
    else if (answer === 'denied')
      notices.show({
        kind: 'error',
        title: text.alarms.denied,
        detail: text.alarms.deniedDetail,
        about: 'notifications'
      })
  }

  return { on: computed(() => habits.settings.notify && permission() === 'granted'), set }
}
