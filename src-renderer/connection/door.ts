import type { Link } from '@shared/wire/link'

/** How an attempt to reach the engine ended when it did not give a link. */
export type NoLink = 'refused' | 'unreachable'

/** The way from this page to the engine. */
export interface Door {
  /** One attempt. Rejects with code `cancelled` as soon as the signal aborts. */
  open(signal: AbortSignal): Promise<Link | NoLink>
}
