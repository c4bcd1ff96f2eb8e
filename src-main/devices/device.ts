import type { DeviceSpec, FaultName } from '@shared/model/device'

/** Bytes as one read of the system delivered them. The receiver owns `bytes`. */
export interface Read {
  readonly bytes: Uint8Array
  /** When the system handed them over, ms since the epoch. */
  readonly time: number
}

/** How a connection ended by itself; cancelling ends it without a summary. */
export interface ConnectionSummary {
  readonly bytes: number
  /** In words, for the journal, e.g. `unplugged`. */
  readonly reason: string
}

/**
 * Something that sends bytes. The serial port and the simulators implement the same contract, checked by
 * test/conformance/devices. Guarantees:
 * - Making one and calling `connect` costs nothing; the first `next` opens, and throws `busy`, `forbidden`, `not-found`
 *   or `disconnected` (with a remedy) when it cannot.
 * - After a successful open the first item is an empty read (`bytes.length === 0`), so that "connected" is known before
 *   the first byte.
 * - When the device goes away the generator returns a summary; other failures throw.
 * - `return()` and the signal both release the port on every path, promptly, also while a read is parked.
 * - `connect` can be called again after the generator before has ended.
 */
export interface Device {
  readonly spec: DeviceSpec
  /** As the user knows it, e.g. `Arduino Uno (ttyACM0)`. */
  readonly label: string
  /** Milliseconds one byte takes on the wire; 0 when the wire has no rate of its own (USB CDC, pseudo-terminals). */
  readonly byteTime: number
  connect(signal: AbortSignal): AsyncGenerator<Read, ConnectionSummary, void>
  /**
   * Sends bytes over the connection that is open. Resolves when the device's system has taken them all; writes go out whole
   * and in the order of the calls. Throws `disconnected` when there is no connection or it ends meanwhile, and `timeout`
   * when the device takes nothing; each with a remedy. Absent where nothing can be sent.
   */
  readonly write?: (bytes: Uint8Array) => Promise<void>
  /** Only simulators have it. Channel `*`: the first. */
  readonly inject?: (fault: FaultName, channel: string) => void
}
