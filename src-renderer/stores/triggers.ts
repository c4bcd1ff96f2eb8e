import { defineStore } from 'pinia'
import type { SessionStatus } from '@shared/model/session'
import type { TriggerSettings } from '@shared/model/trigger'
import { useConnection } from './connection'
import { useSessions } from './sessions'

/** As many as the engine takes. */
const most = 16

/**
 * The triggers of all sessions. A session has one list of them, which is replaced as a whole: changes go one after the
 * other, so that two panels that change theirs at the same time do not undo each other.
 */
export const useTriggers = defineStore('triggers', () => {
  const connection = useConnection()
  const sessions = useSessions()
  const sent = new Map<
    string,
    { readonly list: readonly TriggerSettings[]; readonly before: SessionStatus | undefined }
  >()
  let turn: Promise<unknown> = Promise.resolve()

  const statusOf = (session: string): SessionStatus | undefined => sessions.list.find(({ id }) => id === session)

  /** What the engine has, or was told since it last said. */
  function listOf(session: string): readonly TriggerSettings[] {
    const status = statusOf(session)
    const own = sent.get(session)
    if (own && own.before === status) return own.list
    return status?.triggers.map(({ settings }) => settings) ?? []
  }

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = turn.then(act)
    turn = result.catch(() => undefined)
    return result
  }

  async function replace(session: string, list: readonly TriggerSettings[]): Promise<void> {
    const before = statusOf(session)
    await connection.engine().sessions.setTriggers({ session, triggers: [...list] })
    sent.set(session, { list, before })
  }

  /** Sets a trigger anew, armed. When there are too many, the oldest others that are stopped make room. */
  const put = (session: string, settings: TriggerSettings): Promise<void> =>
    inTurn(async () => {
      const others = listOf(session).filter(({ id }) => id !== settings.id)
      const stopped = new Set(
        statusOf(session)?.triggers.flatMap(({ settings: own, state }) => (state === 'stopped' ? [own.id] : []))
      )
      while (others.length >= most) {
        const idle = others.findIndex(({ id }) => stopped.has(id))
        if (idle < 0) break
        others.splice(idle, 1)
      }
      await replace(session, [...others, settings])
    })

  /** A trigger whose panel was closed: nobody could see or stop it any more. */
  const remove = (trigger: string): Promise<void> =>
    inTurn(async () => {
      for (const { id } of sessions.list) {
        const all = listOf(id)
        const others = all.filter(settings => settings.id !== trigger)
        if (others.length < all.length) await replace(id, others)
      }
    })

  const arm = (session: string, trigger: string, armed: boolean): Promise<void> =>
    inTurn(async () => void (await connection.engine().sessions.armTrigger({ session, trigger, armed })))

  return { put, arm, remove }
})
