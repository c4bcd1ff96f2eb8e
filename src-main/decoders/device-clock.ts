/** How long the smallest offset is believed: a crystal 100 ppm off drifts 6 ms in that time. */
const believed = 60_000
/** A device clock that goes back this far (ms) has started again. */
const restart = 1000

/**
 * A device's own clock fitted to the host's: `host = device + offset`, both in ms, whatever the device counts from.
 *
 * A line can be late but never early, so the smallest `host - device` seen is the one with the least delay: taking it
 * removes the jitter of USB and scheduler. It is the minimum over the last one to two minutes, so that two clocks that
 * drift apart stay fitted. A device clock that goes back by more than a second was restarted and is fitted anew.
 * Deterministic: only the given times count.
 */
export class DeviceClock {
  private newest = Infinity
  private older = Infinity
  private since = -Infinity
  private last = -Infinity

  /** Host time of the device time `device` in a line that came at `host`; never later than `host`. */
  fit(device: number, host: number): number {
    if (device < this.last - restart) {
      this.newest = Infinity
      this.older = Infinity
    }
    this.last = device
    if (host - this.since > believed) {
      this.older = host - this.since > 2 * believed ? Infinity : this.newest
      this.newest = Infinity
      this.since = host
    }
    this.newest = Math.min(this.newest, host - device)
    return Math.min(host, device + Math.min(this.newest, this.older))
  }
}
