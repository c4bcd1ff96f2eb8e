import type { LiveRequest, RowsFrame } from '@shared/wire/live'
import type { RowsQuery } from '../signal/pyramid-rows'
import type { FrameSource } from './live-frames'

export type RowsRequest = Extract<LiveRequest, { kind: 'rows' }>

/** Values of a frame of rows, times included: 8 MB, copied in about 5 ms. A frame of more channels has fewer rows. */
export const maximumValues = 1_048_576

/** What the request asks for, within what a frame may hold. */
export function rowsQuery({ from, to, after, limit, channels }: RowsRequest): RowsQuery {
  const most = Math.floor(maximumValues / (1 + channels.length))
  return { from: from ?? -Infinity, to: to ?? Infinity, after, limit: Math.min(limit, most), channels }
}

/** The one frame that answers a request for rows that are still kept one by one. */
export function rowsFrame({ history }: FrameSource, request: RowsRequest): RowsFrame {
  return { ...history.rows(rowsQuery(request)), subscription: request.subscription }
}
