import { readSync } from 'node:fs'
import { SerialPort } from 'serialport'
import { abortable } from '@shared/base/abort'
import { SignalboxError } from '@shared/base/errors'
import type { SerialSpec } from '@shared/model/device'
import { openFailure } from './open-failure'

/** An open port. */
export interface PortHandle {
  /**
   * Waits for bytes, puts them at the start of `buffer` and answers how many: at least 1, or 0 when the device is gone.
   * Rejects with `cancelled` after `close`, with anything else when the port fails. One read at a time.
   */
  read(buffer: Uint8Array): Promise<number>
  /** Writes all bytes and waits until the system has sent them (on a pseudo-terminal: until it has taken them). */
  write(bytes: Uint8Array): Promise<void>
  /** Wakes a parked read and gives the port back. Twice is harmless. */
  close(): Promise<void>
}

type Binding = Awaited<ReturnType<typeof SerialPort.binding.open>>
type PolledBinding = Extract<Binding, { readonly poller: unknown }>

/**
 * Opens the port through serialport's binding, without its stream, which wakes for every few bytes (1 MB/s in 64-byte
 * writes cost 58 % of a core that way, 7 % this way).
 * @throws SignalboxError `not-found`, `forbidden`, `busy`, `bad-input`, `disconnected`, `cancelled`.
 */
export async function openPort(spec: SerialSpec, signal: AbortSignal): Promise<PortHandle> {
  const { path, baudRate, dataBits, parity, stopBits } = spec
  const opening: Promise<Binding> = SerialPort.binding.open({ path, baudRate, dataBits, parity, stopBits } as never)
  try {
    const binding = await abortable(opening, signal)
    return 'poller' in binding ? polledPort(binding) : plainPort(binding)
  } catch (error) {
    // Opening cannot be called off: one that succeeds too late is closed again.
    if (signal.aborted) void opening.then(late => late.close()).catch(() => undefined)
    throw error instanceof SignalboxError ? error : await openFailure(error, spec)
  }
}

/**
 * Linux and macOS: waits with the binding's poller, reads by itself. The binding's own `read` begins again whenever the
 * system answers "0 bytes", which is what a terminal that was hung up answers for ever.
 */
function polledPort(binding: PolledBinding): PortHandle {
  const { close, isClosed } = closing(binding)
  const descriptor = binding.fd
  const readable = (): Promise<unknown> =>
    new Promise(resolve => binding.poller.once('readable', (error: unknown) => resolve(error)))

  return {
    close,
    write: bytes => writeAll(binding, bytes),
    async read(buffer) {
      for (;;) {
        if (isClosed()) throw closed()
        const trouble = await readable()
        if (isClosed() || descriptor === null) throw closed()
        try {
          return readSync(descriptor, buffer, 0, buffer.length, null)
        } catch (error) {
          if (!isNotYet(error)) throw error
          if (trouble) throw trouble
        }
      }
    }
  }
}

/** Windows: the binding's overlapped read. */
function plainPort(binding: Binding): PortHandle {
  const { close, isClosed } = closing(binding)
  return {
    close,
    write: bytes => writeAll(binding, bytes),
    async read(buffer) {
      try {
        if (isClosed()) throw closed()
        const { bytesRead } = await binding.read(Buffer.from(buffer.buffer, buffer.byteOffset), 0, buffer.length)
        return bytesRead
      } catch (error) {
        throw isClosed() ? closed() : error
      }
    }
  }
}

async function writeAll(binding: Binding, bytes: Uint8Array): Promise<void> {
  await binding.write(Buffer.from(bytes))
  await binding.drain()
}

function closing(binding: Binding): { close: () => Promise<void>; isClosed: () => boolean } {
  let ending: Promise<void> | undefined
  return {
    // A port whose device is gone may refuse to close; there is nothing left that could be given back.
    close: () => (ending ??= binding.close().catch(() => undefined)),
    isClosed: () => ending !== undefined
  }
}

function closed(): SignalboxError {
  return new SignalboxError('cancelled', 'the port was closed')
}

function isNotYet(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['EAGAIN', 'EWOULDBLOCK', 'EINTR'].includes(String(error.code))
}
