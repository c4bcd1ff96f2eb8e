import { abortable, childSignal } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import type { PortHandle } from './port-handle'

/** The writing half of a port: what is sent goes out whole, one after the other. */
export interface PortWriter {
  /** The port that is open from now on, until `ended` aborts. */
  use(port: Pick<PortHandle, 'write'>, ended: AbortSignal): void
  /** @throws SignalboxError `disconnected`, `timeout`. */
  write(bytes: Uint8Array): Promise<void>
}

/** How long a device may take nothing, ms, beyond the time the bytes need on the wire. */
const patience = 5000

/** `byteTime`: milliseconds a byte takes on the wire. */
export function portWriter(name: string, byteTime: () => number, clock: Clock): PortWriter {
  let open: { readonly port: Pick<PortHandle, 'write'>; readonly ended: AbortSignal } | null = null
  let before: Promise<unknown> = Promise.resolve()

  function gone(cause?: unknown): SignalboxError {
    const remedy = 'It is opened again as soon as it is back; send it again then.'
    return new SignalboxError('disconnected', `${name} is not connected: nothing was sent`, { remedy, cause })
  }

  return {
    use(port, ended) {
      open = { port, ended }
    },
    async write(bytes) {
      if (!open || open.ended.aborted) throw gone()
      const { port, ended } = open
      const limit = childSignal(ended)
      const timer = new AbortController()
      const milliseconds = patience + 2 * bytes.length * byteTime()
      clock.sleep(milliseconds, timer.signal).then(
        () => limit.abort(),
        () => undefined
      )
      // One that was given up goes on in the system; the next one must not get between its bytes.
      const writing = before.then(() => {
        if (limit.signal.aborted) throw gone()
        return port.write(bytes)
      })
      before = writing.catch(() => undefined)
      try {
        await abortable(writing, limit.signal)
      } catch (error) {
        if (ended.aborted) throw gone(error)
        if (limit.signal.aborted)
          throw new SignalboxError('timeout', `${name} took nothing for ${milliseconds / 1000} s`, {
            remedy: 'Check that the device reads what it is sent, and its flow control.',
            cause: error
          })
        throw gone(error)
      } finally {
        timer.abort()
        limit.dispose()
      }
    }
  }
}
