import { onScopeDispose } from 'vue'
import { systemClock } from '@shared/base/clock'
import type { EngineClient } from '../connection/engine-client'
import { followStream, type StreamOptions } from '../connection/follow-stream'
import { text } from '../messages'
import { useConnection } from '../stores/connection'
import { useDevices } from '../stores/devices'
import { useDialogs } from '../stores/dialogs'
import { useJournal } from '../stores/journal'
import { useNotices } from '../stores/notices'
import { portName } from '../stores/port-list'
import { usePreferences } from '../stores/preferences'
import { useSessions } from '../stores/sessions'

/** ms before a stream that broke is opened again. */
const reopenAfter = 1000

/** Keeps the page connected and its stores fed for as long as the calling component lives. */
export function useEngineStreams(): void {
  const connection = useConnection()
  const devices = useDevices()
  const dialogs = useDialogs()
  const journal = useJournal()
  const notices = useNotices()
  const preferences = usePreferences()
  const sessions = useSessions()
  const leaving = new AbortController()
  onScopeDispose(() => leaving.abort())

  async function onLink(client: EngineClient, signal: AbortSignal): Promise<void> {
    const before = connection.info?.instance
    try {
      connection.info = await client.system.info(undefined, { signal })
    } catch (error) {
      if (!signal.aborted) notices.fail(error)
      return
    }
    const restarted = before !== undefined && before !== connection.info.instance
    if (restarted) journal.restart()
    if (before !== undefined)
      notices.show({
        kind: 'success',
        title: text.connection.reconnected,
        detail: restarted ? text.connection.restarted : ''
      })
    preferences.follow(client, signal)
    const follow = <T>(open: StreamOptions<T>['open'], onValue: (value: T) => void): void => {
      const pause = (until: AbortSignal): Promise<void> => systemClock.sleep(reopenAfter, until)
      void followStream({ open, onValue, onError: notices.fail, pause, signal })
    }
    follow(own => client.sessions.watch(undefined, { signal: own }), sessions.update)
    follow(own => client.journal.watch({ after: journal.resumeAfter() }, { signal: own }), journal.add)
    follow(
      own => client.devices.watch(undefined, { signal: own }),
      list => {
        for (const port of devices.update(list)) offer(port)
      }
    )
  }

  function offer(port: Parameters<typeof portName>[0]): void {
    if (sessions.list.some(({ device }) => device.kind === 'serial' && device.path === port.path)) return
    notices.show({
      kind: 'info',
      title: text.connect.arrived(portName(port), port.path),
      detail: text.connect.arrivedDetail,
      action: { label: text.connect.submit, run: () => dialogs.showConnect(port.path) }
    })
  }

  void connection.run((client, signal) => void onLink(client, signal), leaving.signal)
}
