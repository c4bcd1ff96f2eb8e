import { SignalboxError } from '@shared/base/errors'

/** Paths the user chose in a save dialog. A page can name one only by its ticket, and only once. */
export interface Grants {
  add(ticket: string, path: string): void
  /** @throws SignalboxError `forbidden` when the ticket was never given or has been used. */
  redeem(ticket: string): string
}

export function createGrants(): Grants {
  const paths = new Map<string, string>()
  return {
    add: (ticket, path) => void paths.set(ticket, path),
    redeem(ticket) {
      const path = paths.get(ticket)
      if (path === undefined)
        throw new SignalboxError('forbidden', 'this file was not chosen in a save dialog', {
          remedy: 'Choose where to save once more.'
        })
      paths.delete(ticket)
      return path
    }
  }
}
