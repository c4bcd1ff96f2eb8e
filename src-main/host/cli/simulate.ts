import type { Clock } from '@shared/base/clock'
import type { SimulatorSpec } from '@shared/model/device'
import { simulatedLines } from '../../devices/simulated/byte-stream'

export interface SimulateOptions {
  /** Lines of samples; Infinity never ends. */
  readonly count: number
  /** Lines a second; Infinity as fast as they are pulled. */
  readonly rate: number
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Bytes made before they are handed on, when nothing paces them. */
const pieceBytes = 64 * 1024
/** How often a paced stream hands on what is due, ms. */
const beat = 10

/** A simulated device's bytes in pieces, paced by the clock (line n is due n / rate seconds after the start) or not. */
export async function* simulateBytes(
  spec: SimulatorSpec,
  options: SimulateOptions
): AsyncGenerator<Buffer, void, void> {
  const { count, rate, clock, signal } = options
  const lines = simulatedLines(spec)
  const started = clock.now()
  let made = 0
  try {
    while (made < count && !signal.aborted) {
      const due = rate === Infinity ? count : Math.min(count, Math.floor(((clock.now() - started) / 1000) * rate) + 1)
      const pieces: Buffer[] = []
      for (let bytes = 0; made < due && bytes < pieceBytes; made++) {
        const line = lines.next().value
        const piece =
          typeof line === 'string' ? Buffer.from(line, 'utf8') : Buffer.from(line.buffer, line.byteOffset, line.length)
        bytes += piece.length
        pieces.push(piece)
      }
      if (pieces.length > 0) yield Buffer.concat(pieces)
      if (rate !== Infinity && made < count && made >= due)
        await clock.sleep(Math.max(beat, started + (made / rate) * 1000 - clock.now()), signal)
    }
  } finally {
    lines.return(undefined as never)
  }
}
