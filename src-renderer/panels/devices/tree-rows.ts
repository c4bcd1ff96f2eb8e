import type { ChannelStatus, SessionStatus } from '@shared/model/session'
import type { ShownChannel } from '../../stores/looks'

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
  readonly shown: Pick<ShownChannel, 'label' | 'colour' | 'dash' | 'decimals'>
}
export type TreeRow = SessionRow | ChannelRow

/** Each session and under it its channels whose name or label contains `search`, in the order of their columns. */
export function treeRows(
  sessions: readonly SessionStatus[],
  search: string,
  show: (session: SessionStatus, channel: ChannelStatus) => ChannelRow['shown']
): TreeRow[] {
  const wanted = search.trim().toLowerCase()
  return sessions.flatMap(session => {
    const head: TreeRow = { key: session.id, kind: 'session', session }
    return [
      head,
      ...session.channels
        .map(channel => ({ channel, shown: show(session, channel) }))
        .filter(({ channel, shown }) => `${channel.name}\n${shown.label}`.toLowerCase().includes(wanted))
        .map(({ channel, shown }) => ({
          key: `${session.id}/${channel.index}`,
          kind: 'channel' as const,
          session,
          channel,
          shown
        }))
    ]
  })
}

/** css px: a session's head has a third line while there is a problem to tell. */
export function rowHeight(row: TreeRow): number {
  if (row.kind === 'channel') return 50
  return row.session.problem ? 112 : 66
}
