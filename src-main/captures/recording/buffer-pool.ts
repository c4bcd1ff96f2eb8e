/** Bytes a recorder may have between itself and the disk; half of it for rows: 23 seconds at 16 channels and 10 kHz. */
export const defaultCapacity = 64 * 1024 * 1024

/**
 * The memory between a recorder and its disk: buffers being filled, on their way, or waiting for a commit. Bounded, and
 * reused, because fresh ones cost a tenth of the time in garbage collection.
 */
export class BufferPool {
  private readonly spare = new Map<number, ArrayBuffer[]>()
  private used = 0

  constructor(readonly capacity: number) {}

  /** Bytes in use. */
  get fill(): number {
    return this.used
  }

  /** A buffer with whatever was in it before; undefined when it does not fit any more, or not below `ceiling`. */
  take(byteLength: number, ceiling = this.capacity): ArrayBuffer | undefined {
    if (this.used + byteLength > ceiling || !this.reserve(byteLength)) return undefined
    return this.spare.get(byteLength)?.pop() ?? new ArrayBuffer(byteLength)
  }

  /** Takes a buffer back that `take` gave out (or the same memory, come back from another thread). */
  release(buffer: ArrayBuffer): void {
    this.unreserve(buffer.byteLength)
    const spare = this.spare.get(buffer.byteLength) ?? []
    this.spare.set(buffer.byteLength, spare)
    // A backlog's buffers are not kept once it is gone.
    if (spare.length < 4) spare.push(buffer)
  }

  /** Counts memory that is not a buffer. False when it does not fit. */
  reserve(byteLength: number): boolean {
    if (this.used + byteLength > this.capacity) return false
    this.used += byteLength
    return true
  }

  unreserve(byteLength: number): void {
    this.used -= byteLength
  }

  /** Lets go of what is kept for reuse. */
  clear(): void {
    this.spare.clear()
  }
}
