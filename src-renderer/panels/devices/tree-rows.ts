import type { ChannelStatus, SessionStatus } from '@shared/model/session'
import type { ChannelColour } from '../../charts/palette'
import { looksOf } from '../../stores/chart-list'

export interface SessionRow {
  readonly key: string
  readonly kind: 'session'
  readonly session: SessionStatus
}
export interface ChannelRow {
  readonly key: string
  readonly kind: 'channel'
  readonly session: SessionStatus
  readonly channel: ChannelStatus
  readonly colour: ChannelColour
  readonly dash: readonly number[]
}
export type TreeRow = SessionRow | ChannelRow

/** Each session and under it its channels whose name contains `search`, in the order of their columns. */
export function treeRows(sessions: readonly SessionStatus[], search: string): TreeRow[] {
  const wanted = search.trim().toLowerCase()
  return sessions.flatMap(session => {
    const looks = looksOf(session)
    const head: TreeRow = { key: session.id, kind: 'session', session }
    return [
      head,
      ...session.channels
        .filter(({ name }) => name.toLowerCase().includes(wanted))
        .map(channel => ({
          key: `${session.id}/${channel.index}`,
          kind: 'channel' as const,
          session,
          channel,
          ...looks.get(channel.index)!
        }))
    ]
  })
}

/** css px: a session's head has a third line while there is a problem to tell. */
export function rowHeight(row: TreeRow): number {
  if (row.kind === 'channel') return 50
  return row.session.problem ? 112 : 66
}
