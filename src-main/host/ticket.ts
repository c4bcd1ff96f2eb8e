import { randomBytes } from 'node:crypto'

/** 256 random bits as 64 hex digits, see `Ticket`. */
export function newTicket(): string {
  return randomBytes(32).toString('hex')
}
