import type { RecordingAccounts } from '@shared/model/accounts'

export interface AccountRow {
  readonly what: 'bytes' | 'rows' | 'events'
  /** The sum of the other three, unless something has gone wrong. */
  readonly came: number
  readonly onDisk: number
  readonly waiting: number
  readonly lost: number
}

/** A session's accounts as rows of a table. */
export function accountRows(accounts: RecordingAccounts): readonly AccountRow[] {
  const { eventsOnDisk, eventsWaiting, eventsLost } = accounts
  return [
    {
      what: 'bytes',
      came: accounts.received,
      onDisk: accounts.bytesOnDisk,
      waiting: accounts.bytesWaiting,
      lost: accounts.bytesLost
    },
    {
      what: 'rows',
      came: accounts.decoded,
      onDisk: accounts.rowsOnDisk,
      waiting: accounts.rowsWaiting,
      lost: accounts.rowsLost
    },
    {
      what: 'events',
      came: eventsOnDisk + eventsWaiting + eventsLost,
      onDisk: eventsOnDisk,
      waiting: eventsWaiting,
      lost: eventsLost
    }
  ]
}
