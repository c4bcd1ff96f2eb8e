import { newTicket } from '../ticket'
import { isSame } from './access'

/** How long the address handed to the browser works, ms. */
const life = 120_000

/**
 * The address a browser is started with. Every user of the machine can read a program's arguments, so they do not hold
 * the token: they hold a ticket that leads there once.
 */
export interface Doorway {
  /** A path that works once. */
  open(): string
  /** Whether the path is the one that was opened; it is not a second time. */
  passes(path: string): boolean
}

export function createDoorway(now: () => number): Doorway {
  let ticket: { readonly path: string; readonly until: number } | undefined
  return {
    open() {
      ticket = { path: `/enter/${newTicket()}`, until: now() + life }
      return ticket.path
    },
    passes(path) {
      if (!ticket || !isSame(path, ticket.path)) return false
      const inTime = now() <= ticket.until
      ticket = undefined
      return inTime
    }
  }
}
