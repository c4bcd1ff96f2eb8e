import { basename } from 'node:path'
import { cancellation, childSignal, onAbort, throwIfCancelled } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'
import type { SerialSpec } from '@shared/model/device'
import type { ConnectionSummary, Device, Read } from '../device'
import { promptReturn } from '../prompt-return'
import { byteTimeOf } from './byte-time'
import { watchPath } from './path-watch'
import { openPort } from './port-handle'
import { type PortWriter, portWriter } from './port-writer'

export interface SerialOptions {
  readonly clock: Clock
  /** As the user knows it; by default the port's name, e.g. `ttyUSB0`. */
  readonly label?: string
}

const bufferSize = 65_536
/** Milliseconds between two reads of a stream that does not fill the system's buffer: fewer wake-ups, nothing lost. */
const pace = 2
/** The kernel keeps about 4 KiB for a terminal; a read of so many bytes says that it fills faster than it is emptied. */
const nearlyFull = 3072

/**
 * A serial port as a device. Opening it is the only thing that touches it: most Arduino boards restart when their port
 * is opened, so nothing here does that to find something out.
 */
export function serialDevice(spec: SerialSpec, { clock, label }: SerialOptions): Device {
  const name = label ?? (/^\/dev\/(?!pts\/)/.test(spec.path) ? basename(spec.path) : spec.path.replace(/^\/dev\//, ''))
  const writer = portWriter(name, () => byteTimeOf(spec), clock)
  return {
    spec,
    label: name,
    // Looked up when asked: a link may point elsewhere the next time.
    get byteTime() {
      return byteTimeOf(spec)
    },
    connect: signal => promptReturn(signal, own => connection(spec, { clock, writer }, own)),
    write: bytes => writer.write(bytes)
  }
}

async function* connection(
  spec: SerialSpec,
  { clock, writer }: { readonly clock: Clock; readonly writer: PortWriter },
  signal: AbortSignal
): AsyncGenerator<Read, ConnectionSummary, void> {
  throwIfCancelled(signal)
  const port = await openPort(spec, signal)
  const leaveSignal = onAbort(signal, () => void port.close())
  const watching = childSignal(signal)
  const buffer = new Uint8Array(bufferSize)
  let bytes = 0
  try {
    // It may have been aborted in the moment between, which no listener tells any more.
    throwIfCancelled(signal)
    writer.use(port, watching.signal)
    void watchPath(spec.path, () => void port.close(), clock, watching.signal)
    yield { bytes: new Uint8Array(0), time: clock.now() }
    for (;;) {
      const length = await port.read(buffer)
      const time = clock.now()
      if (length === 0) return { bytes, reason: 'unplugged' }
      bytes += length
      yield { bytes: buffer.slice(0, length), time }
      const rest = length < nearlyFull ? time + pace - clock.now() : 0
      if (rest > 0) await clock.sleep(rest, signal)
    }
  } catch (error) {
    if (signal.aborted) throw cancellation(signal)
    // Not cancelled from outside: then the port was closed because its path is gone, or the system refused to read on.
    return { bytes, reason: isCancelled(error) ? 'unplugged' : reasonOf(error) }
  } finally {
    leaveSignal()
    watching.abort()
    await port.close()
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (['EIO', 'ENXIO', 'ENODEV', 'EBADF', ''].includes(code)) return 'unplugged'
  return error instanceof Error ? error.message : String(error)
}
