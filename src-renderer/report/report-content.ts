import type { ChannelStatus, SessionStatus } from '@shared/model/session'
import type { StretchStatistics } from '@shared/model/statistics'
import type { JournalLine } from '../stores/journal-list'

/** What a report is about. */
export interface ReportRequest {
  readonly session: SessionStatus
  /** ms since the epoch, both included. */
  readonly from: number
  readonly to: number
  /** By name; all when absent. */
  readonly channels?: readonly string[]
}

/** Everything a report says, before it is set on pages. */
export interface ReportContent {
  readonly session: SessionStatus
  readonly from: number
  readonly to: number
  readonly made: number
  readonly version: string
  readonly channels: readonly ChannelStatus[]
  /** Pictures of the charts in light colours. */
  readonly charts: readonly string[]
  readonly statistics: StretchStatistics
  /** Oldest first. */
  readonly events: readonly JournalLine[]
}

/** The lines of the session's journal that fall into the stretch, oldest first. */
export function eventsOf(
  lines: readonly JournalLine[],
  { session, from, to, channels }: ReportRequest
): readonly JournalLine[] {
  const names = channels && new Set(channels)
  return lines
    .filter(({ entry, channel }) => {
      const { time } = entry.event
      const isOurs = entry.session === session.id && time >= from && time <= to
      return isOurs && (!names || channel === '' || names.has(channel))
    })
    .toSorted((one, other) => one.entry.event.time - other.entry.event.time)
}
