/** Objects nested deeper than this are no telemetry, and recursion ends somewhere. */
export const maximumDepth = 32

/** Raised by `flatten` for values nested deeper than `maximumDepth`. */
export class TooDeep extends Error {}

/** One number of a nested value and where it was, e.g. `imu.accel.x` or `samples.0`. */
export type Leaf = readonly [name: string, value: number]

/**
 * The numbers of a parsed JSON value in the order they stand there, by recursion: each object and array delegates to its
 * members. Booleans are 0 and 1; texts and null have no value and are left out.
 */
export function* flatten(value: unknown, name = '', depth = 0): Generator<Leaf, void, void> {
  if (typeof value === 'number') yield [name, value]
  else if (typeof value === 'boolean') yield [name, value ? 1 : 0]
  else if (typeof value === 'object' && value !== null) {
    if (depth === maximumDepth) throw new TooDeep(`nested deeper than ${maximumDepth}`)
    for (const [key, member] of Object.entries(value))
      yield* flatten(member, name === '' ? key : `${name}.${key}`, depth + 1)
  }
}
