interface Known {
  readonly bytes: Uint8Array
  readonly column: number
  /** The name that followed this one the last time: devices repeat themselves, so it is tried first. */
  next: Known | undefined
}

/** Names as bytes and the column of each, found without making a string where names come in the order they did before. */
export class NameIndex {
  private readonly known = new Map<string, Known>()
  private previous: Known | undefined

  get size(): number {
    return this.known.size
  }

  /** The column of the name in `bytes[start, end)`, -1 when it has none. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const guess = this.previous?.next
    if (guess !== undefined && isSame(guess.bytes, bytes, start, end)) {
      this.previous = guess
      return guess.column
    }
    const found = this.known.get(keyOf(bytes, start, end))
    if (found === undefined) return -1
    if (this.previous !== undefined) this.previous.next = found
    this.previous = found
    return found.column
  }

  add(bytes: Uint8Array, start: number, end: number, column: number): void {
    this.known.set(keyOf(bytes, start, end), { bytes: bytes.slice(start, end), column, next: undefined })
  }

  /** Whether the name is the rest of a longer known one, as a line that lost its beginning would show. */
  isRest(bytes: Uint8Array, start: number, end: number): boolean {
    const key = keyOf(bytes, start, end)
    for (const name of this.known.keys()) if (name.length > key.length && name.endsWith(key)) return true
    return false
  }
}

function isSame(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false
  for (let at = 0; at < name.length; at++) if (name[at] !== bytes[start + at]) return false
  return true
}

function keyOf(bytes: Uint8Array, start: number, end: number): string {
  let key = ''
  for (let at = start; at < end; at++) key += String.fromCharCode(bytes[at])
  return key
}
