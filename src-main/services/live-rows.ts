import type { LiveRequest, RowsFrame } from '@shared/wire/live'
import type { FrameSource } from './live-frames'

export type RowsRequest = Extract<LiveRequest, { kind: 'rows' }>

/** Values of a frame of rows, times included: 8 MB, copied in about 5 ms. A frame of more channels has fewer rows. */
export const maximumValues = 1_048_576

/** How many rows a frame for this request may have. */
export function rowsLimit({ limit, channels }: RowsRequest): number {
  return Math.min(limit, Math.floor(maximumValues / (1 + channels.length)))
}

/** The one frame that answers a request for rows that are still kept one by one. */
export function rowsFrame({ history }: FrameSource, request: RowsRequest): RowsFrame {
  const { from, to, subscription, channels } = request
  const limit = rowsLimit(request)
  return { ...history.rows({ from: from ?? -Infinity, to: to ?? Infinity, limit, channels }), subscription }
}
