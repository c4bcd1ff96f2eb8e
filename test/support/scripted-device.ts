import type { SignalboxError } from '@shared/base/errors'
import type { Clock } from '@shared/base/clock'
import type { ConnectionSummary, Device, Read } from '@main/devices/device'
import { createNotifier } from '@main/pipeline/notifier'

/** A device that sends what a test tells it to, when it is told. */
export interface ScriptedDevice extends Device {
  readonly connections: number
  send(text: string): void
  /** Ends the connection like a pulled plug; the next `connect` succeeds unless `fail` says otherwise. */
  unplug(): void
  failNext(error: SignalboxError): void
  /** What was written to it so far. */
  readonly written: string
  write(bytes: Uint8Array): Promise<void>
}

export function scriptedDevice(clock: Clock, label = 'Scripted'): ScriptedDevice {
  const changed = createNotifier()
  let pending: Read[] = []
  let plugged = true
  let connections = 0
  let failure: SignalboxError | null = null
  let written = ''

  async function* connect(signal: AbortSignal): AsyncGenerator<Read, ConnectionSummary, void> {
    if (failure) {
      const error = failure
      failure = null
      throw error
    }
    connections++
    plugged = true
    let bytes = 0
    yield { bytes: new Uint8Array(0), time: clock.now() }
    for (;;) {
      const reads = pending
      pending = []
      for (const read of reads) {
        bytes += read.bytes.length
        yield read
      }
      if (!plugged) return { bytes, reason: 'unplugged' }
      if (pending.length === 0) await changed.wait(signal)
    }
  }

  return {
    spec: { kind: 'serial', path: '/dev/scripted', baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 },
    label,
    byteTime: 0,
    connect,
    get connections() {
      return connections
    },
    send(text) {
      pending.push({ bytes: new TextEncoder().encode(text), time: clock.now() })
      changed.notify()
    },
    unplug() {
      plugged = false
      changed.notify()
    },
    failNext: error => (failure = error),
    get written() {
      return written
    },
    async write(bytes) {
      written += new TextDecoder().decode(bytes)
    }
  }
}
