import { abortable } from '@shared/base/abort'
import { systemClock, type Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'
import { backoff } from '@shared/flow/backoff'
import type { DesktopBridge } from '@shared/wire/desktop'
import type { Link } from '@shared/wire/link'
import type { Door } from './door'
import { portDoor } from './link-port'
import { webSocketDoor } from './link-websocket'

declare global {
  interface Window {
    /** Only in the desktop app. */
    readonly signalbox?: DesktopBridge
  }
}

/**
 * `connecting`: for the first time; `connected`; `lost`: it was there, and is being looked for; `refused`: the token in
 * the page's address is missing or wrong, which only a newer address mends.
 */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'refused'

export interface ConnectOptions {
  readonly signal: AbortSignal
  onState(state: ConnectionState): void
  readonly clock?: Clock
  readonly door?: Door
}

/** ms between attempts: 0.2, 0.4, 0.8, ... 5 s. */
const pauses = backoff({ first: 200, cap: 5000 })

/**
 * Links to the engine, one after the other: asking for the next waits until this one has closed and another is open.
 * Nothing happens before the first is asked for; leaving the loop, or aborting, closes the link and ends the stream.
 *
 * @example for await (const link of connect({ signal, onState })) showEngine(splitLink(link))
 */
export async function* connect(options: ConnectOptions): AsyncGenerator<Link, void, undefined> {
  const { signal, onState, clock = systemClock, door = doorOfThisPage() } = options
  let state: ConnectionState | undefined
  const tell = (next: ConnectionState): void => {
    if (next !== state) onState((state = next))
  }
  let failures = 0
  let absent: ConnectionState = 'connecting'
  tell(absent)
  try {
    for (;;) {
      const link = await door.open(signal)
      if (typeof link === 'string') {
        tell(link === 'refused' ? 'refused' : absent)
        failures++
      } else {
        tell('connected')
        yield* whileOpen(link, signal)
        failures = 1
        absent = 'lost'
        tell(absent)
      }
      await clock.sleep(pauses(failures), signal)
    }
  } catch (error) {
    if (!isCancelled(error)) throw error
  }
}

/** The link once; ends when it has closed, and closes it on every other way out. */
async function* whileOpen(link: Link, signal: AbortSignal): AsyncGenerator<Link, void, undefined> {
  const closed = new Promise<void>(resolve => link.onClose(resolve))
  try {
    yield link
    await abortable(closed, signal)
  } finally {
    link.close()
  }
}

function doorOfThisPage(): Door {
  if (window.signalbox) return portDoor(window)
  return webSocketDoor({ location: window.location, WebSocket, fetch: (input, init) => fetch(input, init) })
}
