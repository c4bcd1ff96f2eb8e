export interface WavFormat {
  readonly tracks: number
  /** A number's. */
  readonly bytes: number
  readonly isInteger: boolean
  readonly hertz: number
}

/** Format codes of the `fmt ` chunk: integers, and IEEE floats. */
const codes = { integer: 1, float: 3 } as const

/**
 * Everything of a WAV file before its frames: what they are, how many, and notes by their INFO names.
 * http://soundfile.sapp.org/doc/WaveFormat/, and for floats and INFO: Microsoft's "Multimedia Data Standards Update".
 */
export function wavHeader(format: WavFormat, frames: number, notes: Readonly<Record<string, string>>): Uint8Array {
  const { tracks, bytes, isInteger, hertz } = format
  const data = frames * tracks * bytes
  const kind = Buffer.alloc(isInteger ? 16 : 18)
  kind.writeUInt16LE(isInteger ? codes.integer : codes.float, 0)
  kind.writeUInt16LE(tracks, 2)
  kind.writeUInt32LE(hertz, 4)
  kind.writeUInt32LE(hertz * tracks * bytes, 8)
  kind.writeUInt16LE(tracks * bytes, 12)
  kind.writeUInt16LE(8 * bytes, 14)
  const count = Buffer.alloc(4)
  count.writeUInt32LE(frames)
  const texts = Object.entries(notes).map(([name, text]) => chunk(name, Buffer.from(`${text}\0`)))
  const chunks = Buffer.concat([
    chunk('fmt ', kind),
    ...(isInteger ? [] : [chunk('fact', count)]),
    chunk('LIST', Buffer.concat([Buffer.from('INFO'), ...texts])),
    head('data', data)
  ])
  return Buffer.concat([head('RIFF', 4 + chunks.length + data), Buffer.from('WAVE'), chunks])
}

function head(name: string, length: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.write(name, 'latin1')
  bytes.writeUInt32LE(length, 4)
  return bytes
}

/** Chunks begin at even offsets. */
function chunk(name: string, content: Buffer): Buffer {
  return Buffer.concat([head(name, content.length), content, Buffer.alloc(content.length % 2)])
}
