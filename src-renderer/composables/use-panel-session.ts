import { computed, type ComputedRef } from 'vue'
import type { SessionStatus } from '@shared/model/session'
import { useSessions } from '../stores/sessions'

/** The open session of a device's address; for '' that of the chosen channel, else the first. */
export function usePanelSession(address: () => string): ComputedRef<SessionStatus | undefined> {
  const sessions = useSessions()
  return computed(() => {
    const wanted = address()
    if (wanted !== '') return sessions.list.find(session => session.address === wanted)
    const chosen = sessions.chosen?.session.id
    return sessions.list.find(({ id }) => id === chosen) ?? sessions.list[0]
  })
}
